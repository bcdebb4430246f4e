import type { Network, NetworkChain } from "../../../config/network.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { AssetRule } from "./asset-rules.ts";
import type { MethodologyAsset, MethodologyInstrument } from "./methodology.ts";
import { RISK_PROFILES } from "./risk-profiles.ts";
import { priceIdOf } from "./unit-prices.ts";

type Token = NetworkChain["tokens"][number];

/** Every token of a chain that may have a price: its own, those of its rates, and bridged ones; each once. */
export function chainTokens(network: Network, chain: NetworkChain): Token[] {
  const bridged = network.bridgedTokens.flatMap(({ symbol, remote }) =>
    remote
      .filter(({ chainId }) => chainId === chain.chainId)
      .map(({ token, decimals }) => ({ symbol, address: token, decimals })),
  );
  const all = [...chain.tokens, ...chain.rates.map(({ token }) => token), ...bridged];
  const unique = new Map<string, Token>();
  for (const token of all) {
    const key = token.address.toLowerCase();
    if (!unique.has(key)) unique.set(key, token);
  }
  return [...unique.values()];
}

/** The tokens of a network that have a rule and a price. */
export function networkAssets(parameters: {
  network: Network;
  rules: Readonly<Record<string, AssetRule>>;
  /** Price ids. */
  priced: ReadonlySet<string>;
}): MethodologyAsset[] {
  const { network, rules, priced } = parameters;
  return network.chains.flatMap((chain) =>
    chainTokens(network, chain).flatMap((token) => {
      const rule = rules[token.symbol];
      if (rule === undefined || !priced.has(priceIdOf(rule.unit))) return [];
      const { id: riskProfileId, class: assetClass, haircutBps } = RISK_PROFILES[rule.profile];
      return {
        asset: assetCaip19(chain.chainId, token.address),
        symbol: token.symbol,
        decimals: token.decimals,
        priceId: priceIdOf(rule.unit),
        riskProfileId,
        class: assetClass,
        haircutBps,
        ...(isLookedThrough(chain, token) && { lookedThrough: true as const }),
      };
    }),
  );
}

/** The base tokens of Perp v2 whose pair has a price. Nobody holds them: they are no assets. */
export function networkInstruments(
  network: Network,
  priced: ReadonlySet<string>,
): MethodologyInstrument[] {
  return network.chains.flatMap(({ chainId, perpV2 }) =>
    perpV2.flatMap(({ markets }) =>
      markets
        .filter(({ pair }) => priced.has(pair))
        .map(({ symbol, baseToken, pair }) => ({
          instrument: assetCaip19(chainId, baseToken),
          symbol,
          priceId: pair,
        })),
    ),
  );
}

/** Whether positions in a token are resolved by its vault, so that its own price counts nothing. */
function isLookedThrough({ rates, erc4626, metaMorpho }: NetworkChain, token: Token): boolean {
  const address = token.address.toLowerCase();
  const isFollowed =
    metaMorpho.length > 0 || erc4626.some(({ vault }) => vault.toLowerCase() === address);
  return (
    isFollowed &&
    rates.some(({ source }) => source.kind === "erc4626" && source.vault.toLowerCase() === address)
  );
}
