import type { Hex } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import { parseAssetCaip19 } from "../../core/identifiers.ts";
import { decimalsOfDataId } from "../../oracles/chainlink-cache/decimals-of-data-id.ts";
import { isHttpSource } from "../http-feeds/http-source.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import {
  backedPriceProblems,
  derivedPriceProblems,
  policyRuleProblems,
} from "./lint-price-rules.ts";
import { agingProblems, valuationProblems } from "./lint-valuation-rules.ts";
import type {
  Methodology,
  MethodologyAsset,
  MethodologyFeed,
  PricePolicy,
  RiskProfile,
} from "./methodology.ts";

/** A mean over less time is cheap to move: see docs/prices.md. */
const SHORTEST_TWAP_WINDOW_SECONDS = 1_800;

/**
 * What does not hold together in a methodology, one sentence each; empty where it is sound. The
 * methodology must be checked before it is used: nothing that evaluates it looks again.
 */
export function lintMethodology(methodology: Methodology): string[] {
  const chains = new Set(methodology.chains.map((chain) => chain.chainId));
  const policies = new Set(methodology.policies.map((policy) => policy.id));
  const prices = new Set(methodology.prices.map((price) => price.id));
  const feeds = methodology.prices.flatMap((price) => price.feeds);
  const { sequencers = [], instruments = [] } = methodology;
  return [
    ...duplicates(
      "chain",
      methodology.chains.map((chain) => String(chain.chainId)),
    ),
    ...duplicates(
      "policy",
      methodology.policies.map((policy) => policy.id),
    ),
    ...duplicates(
      "risk profile",
      methodology.riskProfiles.map((profile) => profile.id),
    ),
    ...duplicates(
      "price",
      methodology.prices.map((price) => price.id),
    ),
    ...duplicates(
      "feed",
      feeds.map((feed) => feed.id),
    ),
    ...duplicates(
      "rate",
      methodology.rates.map((rate) => rate.id),
    ),
    ...duplicates(
      "bridged token",
      methodology.bridgedTokens.map((token) => token.id),
    ),
    ...duplicates(
      "asset",
      methodology.assets.map((asset) => asset.asset),
    ),
    ...duplicates(
      "instrument",
      instruments.map(({ instrument }) => instrument),
    ),
    ...instruments.flatMap(({ symbol, priceId }) =>
      unless(prices.has(priceId), `The instrument ${symbol} names an unknown price ${priceId}.`),
    ),
    ...duplicates(
      "sequencer of chain",
      sequencers.map(({ chainId }) => String(chainId)),
    ),
    ...sequencers.flatMap(({ chainId, graceSeconds }) => [
      ...unless(
        chains.has(chainId),
        `The sequencer of chain ${chainId} is watched, which the methodology does not cover.`,
      ),
      ...unless(
        Number.isInteger(graceSeconds) && graceSeconds >= 0,
        `The sequencer of chain ${chainId} has a grace of ${graceSeconds} s.`,
      ),
    ]),
    ...duplicates(
      "market",
      methodology.markets.map((market) => `${market.chainId}:${market.marketId}`),
    ),
    ...methodology.policies.flatMap(policyProblems),
    ...methodology.riskProfiles.flatMap(({ id, haircutBps, reason }) => [
      ...unless(
        Number.isInteger(haircutBps) && haircutBps >= 0 && haircutBps <= 10_000,
        `Risk profile ${id} has a haircut of ${haircutBps} bps, outside 0 to 10000.`,
      ),
      ...unless(reason.trim() !== "", `Risk profile ${id} gives no reason for its haircut.`),
    ]),
    ...methodology.policies.flatMap(policyRuleProblems),
    ...methodology.riskProfiles.flatMap(agingProblems),
    ...valuationProblems(methodology),
    ...methodology.prices.flatMap(derivedPriceProblems),
    ...methodology.prices.flatMap(backedPriceProblems),
    ...partProblems(methodology),
    ...methodology.prices.flatMap((price) => [
      ...unless(
        policies.has(price.policyId),
        `Price ${price.id} names an unknown policy ${price.policyId}.`,
      ),
      ...unless(
        price.feeds.length > 0 || price.derived !== undefined || price.backing !== undefined,
        `Price ${price.id} has no feed.`,
      ),
    ]),
    ...feeds.flatMap((feed) => feedProblems(feed, chains)),
    ...conversionProblems(methodology),
    ...methodology.assets.flatMap((asset) => [
      ...unless(
        prices.has(asset.priceId),
        `Asset ${asset.asset} names an unknown price ${asset.priceId}.`,
      ),
      ...unless(
        chains.has(parseAssetCaip19(asset.asset).chainId),
        `Asset ${asset.asset} is on a chain that the methodology does not cover.`,
      ),
      ...riskProblems(asset, methodology.riskProfiles),
    ]),
    ...methodology.markets.flatMap(({ chainId, marketId }) =>
      unless(
        chains.has(chainId),
        `Market ${marketId} is on chain ${chainId}, which is not covered.`,
      ),
    ),
  ];
}

/** Rates and bridged tokens that prices name are there, and on chains that are covered. */
function partProblems({ prices, rates, bridgedTokens, chains }: Methodology): string[] {
  const covered = new Set(chains.map(({ chainId }) => chainId));
  const rateOf = new Map(rates.map((rate) => [rate.id, rate]));
  const bridged = new Set(bridgedTokens.map(({ id }) => id));
  return [
    ...prices.flatMap(({ id, derived, backing }) => {
      const rate = derived === undefined ? undefined : rateOf.get(derived.rateId);
      return [
        ...unless(
          derived === undefined || rate !== undefined,
          `Price ${id} names an unknown rate ${derived?.rateId}.`,
        ),
        ...unless(
          derived?.cap !== "contract" || (rate?.capAdapter ?? null) !== null,
          `Price ${id} takes its cap from a contract, which its rate does not name.`,
        ),
        ...unless(
          backing === undefined || bridged.has(backing.bridgedId),
          `Price ${id} names an unknown bridged token ${backing?.bridgedId}.`,
        ),
      ];
    }),
    ...rates.flatMap(({ id, chainId }) =>
      unless(covered.has(chainId), `Rate ${id} is on chain ${chainId}, which is not covered.`),
    ),
    ...bridgedTokens.flatMap(({ id, home, remote }) => [
      ...unless(remote.length > 0, `The bridged token ${id} is on no remote chain.`),
      ...[home, ...remote].flatMap(({ chainId }) =>
        unless(
          covered.has(chainId),
          `The bridged token ${id} is on chain ${chainId}, which is not covered.`,
        ),
      ),
    ]),
  ];
}

function riskProblems(asset: MethodologyAsset, profiles: readonly RiskProfile[]): string[] {
  const profile = profiles.find(({ id }) => id === asset.riskProfileId);
  if (profile === undefined)
    return [`Asset ${asset.asset} names an unknown risk profile ${asset.riskProfileId}.`];
  return unless(
    asset.class === profile.class && asset.haircutBps === profile.haircutBps,
    `Asset ${asset.asset} has class ${asset.class} and a haircut of ${asset.haircutBps} bps, its risk profile ${profile.id} has ${profile.class} and ${profile.haircutBps}.`,
  );
}

function policyProblems(policy: PricePolicy): string[] {
  const { id, softSpreadBps, hardSpreadBps, maximumConfidenceBps, lastGoodSeconds } = policy;
  return [
    ...unless(
      areNatural(softSpreadBps, hardSpreadBps) && softSpreadBps <= hardSpreadBps,
      `Policy ${id} needs 0 < soft spread ≤ hard spread, got ${softSpreadBps} and ${hardSpreadBps}.`,
    ),
    ...unless(
      areNatural(maximumConfidenceBps),
      `Policy ${id} needs a positive confidence limit, got ${maximumConfidenceBps}.`,
    ),
    ...unless(
      Number.isInteger(lastGoodSeconds) && lastGoodSeconds >= 0,
      `Policy ${id} needs seconds for a last good price, got ${lastGoodSeconds}.`,
    ),
    ...unless(policy.reason.trim() !== "", `Policy ${id} gives no reason for its numbers.`),
  ];
}

function feedProblems(feed: MethodologyFeed, chains: ReadonlySet<number>): string[] {
  const { id, source } = feed;
  return [
    ...unless(
      isHttpSource(source) ? feed.chainId === null : chains.has(feed.chainId ?? Number.NaN),
      `Feed ${id} is on chain ${feed.chainId}, which the methodology does not cover.`,
    ),
    ...unless(feed.upstream.length > 0, `Feed ${id} names no upstream.`),
    ...unless(
      areNatural(feed.heartbeatSeconds),
      `Feed ${id} needs a positive heartbeat, got ${feed.heartbeatSeconds}.`,
    ),
    ...unless(
      Number.isInteger(feed.futureToleranceSeconds) && feed.futureToleranceSeconds >= 0,
      `Feed ${id} has a future tolerance of ${feed.futureToleranceSeconds} s.`,
    ),
    ...unless(
      feed.minimumDepthWad === undefined || feed.minimumDepthWad > 0n,
      `Feed ${id} needs a positive depth, got ${feed.minimumDepthWad}.`,
    ),
    ...unless(
      feed.minimumWad > 0n && feed.minimumWad < feed.maximumWad,
      `Feed ${id} needs 0 < minimum < maximum, got ${feed.minimumWad} and ${feed.maximumWad}.`,
    ),
    ...unless(
      source.kind !== "uniswap-v3" || source.windowSeconds >= SHORTEST_TWAP_WINDOW_SECONDS,
      `Feed ${id} averages over less than ${SHORTEST_TWAP_WINDOW_SECONDS} s.`,
    ),
    ...(source.kind === "chainlink-cache" ? dataIdProblems(id, source.dataId) : []),
  ];
}

function dataIdProblems(feedId: string, dataId: Hex): string[] {
  try {
    decimalsOfDataId(dataId);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [`Feed ${feedId}: ${error.message}`];
  }
}

/** Without a cycle and with every conversion known, each chain of conversions ends in USD. */
function conversionProblems({ prices }: Methodology): string[] {
  const problems = new Set<string>();
  for (const price of prices) {
    try {
      orderPrices(prices, [price.id]);
    } catch (error) {
      if (!(error instanceof BallastError)) throw error;
      problems.add(error.message);
    }
  }
  return [...problems];
}

function duplicates(kind: string, ids: readonly string[]): string[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map((id) => `The ${kind} ${id} is listed more than once.`);
}

function areNatural(...values: readonly number[]): boolean {
  return values.every((value) => Number.isInteger(value) && value > 0);
}

function unless(holds: boolean, problem: string): string[] {
  return holds ? [] : [problem];
}
