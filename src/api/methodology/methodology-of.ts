import type { Network } from "../../../config/network.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import { aaveV3MarketId } from "../../protocols/aave-v3/deployments.ts";
import { makerMarketIds } from "../../protocols/maker/deployments.ts";
import { PERP_V2, perpV2MarketId } from "../../protocols/perp-v2/deployments.ts";
import { VENUS, venusMarketId } from "../../protocols/venus/deployments.ts";
import { type AssetRule, DEVNET_ASSET_RULES, PRICE_POLICIES } from "./asset-rules.ts";
import { MAINNET_ASSET_RULES } from "./mainnet-asset-rules.ts";
import type { Methodology, MethodologyAsset, MethodologyPrice } from "./methodology.ts";
import { networkFeeds } from "./network-feeds.ts";
import { RISK_PROFILES } from "./risk-profiles.ts";

const ROUNDING =
  "Collateral: floor(amount * low / 10^decimals), then floor(value * (10000 - haircutBps) / 10000). " +
  "Debt: ceil(amount * high / 10^decimals). Prices: floor to 10^-18 USD.";

/** What differs between networks. `version` changes with these rules and with the pricing code. */
const RULES = {
  devnet: { version: "devnet-3", assets: DEVNET_ASSET_RULES },
  mainnet: { version: "mainnet-2", assets: MAINNET_ASSET_RULES },
} as const satisfies {
  [Name in Network["name"]]: { version: string; assets: Readonly<Record<string, AssetRule>> };
};

/**
 * The methodology of a network: every token of a known symbol on every chain, each priced by all the
 * feeds of the network that quote it, whichever chain they are on. On public chains a token that no
 * feed quotes is left out; on local ones it is a mistake, which the check names. Pure: the same
 * network has the same methodology.
 */
export function methodologyOf(network: Network): Methodology {
  const { version, assets: rules } = RULES[network.name];
  const prices = pricesOf(network, rules);
  const priced = new Set(prices.map(({ id }) => id));
  const assets: MethodologyAsset[] = network.chains.flatMap((chain) =>
    chain.tokens.flatMap((token) => {
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
      };
    }),
  );
  const profiles = new Set(assets.map(({ riskProfileId }) => riskProfileId));
  return {
    version,
    network: network.name,
    chains: network.chains.map(({ chainId, wormholeChainId }) => ({ chainId, wormholeChainId })),
    policies: PRICE_POLICIES,
    riskProfiles: Object.values(RISK_PROFILES).filter(({ id }) => profiles.has(id)),
    prices,
    assets,
    sequencers: network.chains.flatMap(({ chainId, sequencer }) =>
      sequencer === null
        ? []
        : [{ chainId, feed: sequencer.feed, graceSeconds: sequencer.graceSeconds }],
    ),
    markets: network.chains.flatMap((chain) => [
      ...chain.aaveV3.map((deployment) => ({
        chainId: chain.chainId,
        protocol: "aave-v3",
        marketId: aaveV3MarketId(deployment),
      })),
      ...chain.maker.flatMap((deployment) =>
        makerMarketIds(deployment).map((marketId) => ({
          chainId: chain.chainId,
          protocol: "maker",
          marketId,
        })),
      ),
      ...chain.morphoBlue.map(({ morpho }) => ({
        chainId: chain.chainId,
        protocol: "morpho-blue",
        // Stands for every market of the contract: anybody makes them.
        marketId: `morpho-blue:${morpho}`,
      })),
      ...[
        ...chain.erc4626.map(({ vault }) => vault),
        ...chain.metaMorpho.map(({ factory }) => factory),
      ].map((contract) => ({
        chainId: chain.chainId,
        protocol: "erc4626",
        marketId: `erc4626:${contract}`,
      })),
      ...chain.venus.map((deployment) => ({
        chainId: chain.chainId,
        protocol: VENUS,
        marketId: venusMarketId(deployment),
      })),
      ...chain.perpV2.map((deployment) => ({
        chainId: chain.chainId,
        protocol: PERP_V2,
        marketId: perpV2MarketId(deployment),
      })),
      ...(chain.ballast === null
        ? []
        : [
            {
              chainId: chain.chainId,
              protocol: "ballast-vault",
              marketId: `ballast-vault:${chain.ballast.collateralVault}`,
            },
          ]),
    ]),
    rounding: ROUNDING,
  };
}

/** The prices of all tokens that the network has, and of all units that their feeds quote in. */
function pricesOf(
  network: Network,
  rules: Readonly<Record<string, AssetRule>>,
): MethodologyPrice[] {
  const held = new Set(network.chains.flatMap(({ tokens }) => tokens.map(({ symbol }) => symbol)));
  const ruleOf = new Map<string, AssetRule>();
  for (const rule of Object.values(rules)) if (!ruleOf.has(rule.unit)) ruleOf.set(rule.unit, rule);
  const needed = new Set(
    Object.entries(rules).flatMap(([symbol, { unit }]) => (held.has(symbol) ? [unit] : [])),
  );
  const prices = new Map<string, MethodologyPrice>();
  for (const unit of needed) {
    const rule = ruleOf.get(unit);
    if (rule === undefined) continue;
    const feeds = networkFeeds({ network, unit, rule, rules });
    if (feeds.length === 0 && network.name === "mainnet") continue;
    prices.set(unit, { id: priceIdOf(unit), policyId: rule.policyId, feeds });
    for (const { quotedIn } of feeds) if (quotedIn !== null) needed.add(unitOf(quotedIn));
  }
  return [...ruleOf.keys()].flatMap((unit) => prices.get(unit) ?? []);
}

function priceIdOf(unit: string): string {
  return `${unit}/USD`;
}

function unitOf(priceId: string): string {
  return priceId.slice(0, -"/USD".length);
}
