import type { Network } from "../../../config/network.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import { aaveV3MarketId } from "../../protocols/aave-v3/deployments.ts";
import { makerMarketIds } from "../../protocols/maker/deployments.ts";
import { ASSET_RULES, PRICE_POLICIES } from "./asset-rules.ts";
import { devnetFeeds } from "./devnet-feeds.ts";
import type { Methodology, MethodologyAsset, MethodologyPrice } from "./methodology.ts";

const ROUNDING =
  "Collateral: floor(amount * low / 10^decimals), then floor(value * (10000 - haircutBps) / 10000). " +
  "Debt: ceil(amount * high / 10^decimals). Prices: floor to 10^-18 USD.";

/**
 * The methodology of a devnet: every token of a known symbol on every chain, each priced by all the
 * feeds of the network that quote it. Pure: the same network has the same methodology.
 */
export function devnetMethodology(network: Network): Methodology {
  const assets: MethodologyAsset[] = network.chains.flatMap((chain) =>
    chain.tokens.flatMap((token) => {
      const rule = ASSET_RULES[token.symbol];
      if (rule === undefined) return [];
      return {
        asset: assetCaip19(chain.chainId, token.address),
        symbol: token.symbol,
        decimals: token.decimals,
        class: rule.class,
        priceId: `${rule.unit}/USD`,
        haircutBps: rule.haircutBps,
      };
    }),
  );
  const held = new Set(assets.map((asset) => asset.symbol));
  const prices: MethodologyPrice[] = Object.entries(ASSET_RULES)
    .filter(([symbol]) => held.has(symbol))
    .map(([, rule]) => ({
      id: `${rule.unit}/USD`,
      policyId: rule.policyId,
      feeds: devnetFeeds(network, rule.unit, rule),
    }));
  return {
    version: "devnet-2",
    network: network.name,
    chains: network.chains.map(({ chainId, wormholeChainId }) => ({ chainId, wormholeChainId })),
    policies: PRICE_POLICIES,
    prices,
    assets,
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
      {
        chainId: chain.chainId,
        protocol: "ballast-vault",
        marketId: `ballast-vault:${chain.ballast.collateralVault}`,
      },
    ]),
    rounding: ROUNDING,
  };
}
