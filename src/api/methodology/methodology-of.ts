import type { BridgedToken, Network } from "../../../config/network.ts";
import type { MethodologyBridgedToken } from "../../oracles/bridged-supply/bridged-views.ts";
import { rateId } from "../../oracles/rates/rate-source.ts";
import { aaveV3MarketId } from "../../protocols/aave-v3/deployments.ts";
import { makerMarketIds } from "../../protocols/maker/deployments.ts";
import { PERP_V2, perpV2MarketId } from "../../protocols/perp-v2/deployments.ts";
import { VENUS, venusMarketId } from "../../protocols/venus/deployments.ts";
import { type AssetRule, DEVNET_ASSET_RULES, PRICE_POLICIES } from "./asset-rules.ts";
import { correlationGroups } from "./correlation-groups.ts";
import { MAINNET_ASSET_RULES } from "./mainnet-asset-rules.ts";
import type { Methodology, MethodologyPrice } from "./methodology.ts";
import { chainTokens, networkAssets, networkInstruments } from "./network-assets.ts";
import { RISK_PROFILES } from "./risk-profiles.ts";
import { type RateRules, unitPrices, unitsNeededBy } from "./unit-prices.ts";

const ROUNDING =
  "Collateral: floor(amount * low / 10^decimals), then floor(value * (10000 - haircutBps) / 10000). " +
  "Debt: ceil(amount * high / 10^decimals). Prices: floor to 10^-18 USD.";

/** What differs between networks. `version` changes with these rules and with the pricing code. */
const RULES = {
  devnet: {
    version: "devnet-6",
    assets: DEVNET_ASSET_RULES,
    // Local chains have weeks without a block, after which honest rates differ by more than a step.
    rates: { guard: { stepBps: 20, windowSeconds: 3_600 }, maximumAgeSeconds: 7_200 },
  },
  mainnet: {
    version: "mainnet-5",
    assets: MAINNET_ASSET_RULES,
    // Rates are read once an hour; staking yields a basis point a day.
    rates: { guard: { stepBps: 20, windowSeconds: 86_400 }, maximumAgeSeconds: 10_800 },
  },
} as const satisfies {
  [Name in Network["name"]]: {
    version: string;
    assets: Readonly<Record<string, AssetRule>>;
    rates: RateRules;
  };
};

/**
 * The methodology of a network: every token of a known symbol on every chain, each priced by all the
 * feeds of the network that quote it, whichever chain they are on. On public chains a token that no
 * feed quotes is left out; on local ones it is a mistake, which the check names. Pure: the same
 * network has the same methodology.
 */
export function methodologyOf(network: Network): Methodology {
  const { version, assets: rules, rates: rateRules } = RULES[network.name];
  const prices = pricesOf(network, rules, rateRules);
  const priced = new Set(prices.map(({ id }) => id));
  const assets = networkAssets({ network, rules, priced });
  const profiles = new Set(assets.map(({ riskProfileId }) => riskProfileId));
  return {
    version,
    network: network.name,
    chains: network.chains.map(({ chainId, wormholeChainId }) => ({ chainId, wormholeChainId })),
    policies: PRICE_POLICIES,
    riskProfiles: Object.values(RISK_PROFILES).filter(({ id }) => profiles.has(id)),
    prices,
    rates: network.chains.flatMap(({ chainId, rates }) =>
      rates.map(({ source, capAdapter }) => ({
        id: rateId(chainId, source),
        chainId,
        source,
        capAdapter,
      })),
    ),
    bridgedTokens: network.bridgedTokens.map(methodologyBridged),
    assets,
    instruments: networkInstruments(network, priced),
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
    valuation: {
      observedRateBps: 5_000,
      observedRateReason:
        "It can be taken out in the same minute in which somebody relies on it: half of it counts.",
      correlationGroups: correlationGroups(assets),
    },
    rounding: ROUNDING,
  };
}

/** The prices of all tokens that the network has, and of all units that those are quoted in or made of. */
function pricesOf(
  network: Network,
  rules: Readonly<Record<string, AssetRule>>,
  rateRules: RateRules,
): MethodologyPrice[] {
  const held = new Set(
    network.chains.flatMap((chain) => chainTokens(network, chain).map(({ symbol }) => symbol)),
  );
  const ruleOf = new Map<string, AssetRule>();
  for (const rule of Object.values(rules)) if (!ruleOf.has(rule.unit)) ruleOf.set(rule.unit, rule);
  const needed = new Set(
    Object.entries(rules).flatMap(([symbol, { unit }]) => (held.has(symbol) ? [unit] : [])),
  );
  const prices = new Map<string, MethodologyPrice[]>();
  for (const unit of needed) {
    const rule = ruleOf.get(unit);
    if (rule === undefined) continue;
    const ofUnit = unitPrices({ network, unit, rule, rules, rateRules });
    prices.set(unit, ofUnit);
    for (const part of ofUnit.flatMap(unitsNeededBy)) needed.add(part);
  }
  return [...ruleOf.keys()].flatMap((unit) => prices.get(unit) ?? []);
}

function methodologyBridged({ id, symbol, home, remote }: BridgedToken): MethodologyBridgedToken {
  const { startBlock: _, ...kept } = home;
  return {
    id,
    symbol,
    home: kept,
    remote: remote.map(({ startBlock: _start, ...token }) => token),
  };
}
