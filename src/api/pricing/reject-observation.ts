import { BPS, mulDivDown, mulDivUp } from "../../core/fixed-point.ts";
import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed, PricePolicy } from "../methodology/methodology.ts";
import { clampedAt } from "./answer-range.ts";
import { openSince } from "./market-sessions.ts";
import { maximumAgeSeconds } from "./maximum-age-seconds.ts";
import type { RejectCode } from "./price.ts";

/**
 * Rule R1 for a feed that has an observation: the first reason why it may not vote, or null.
 * `priceWad` is the normalised value, null where its scale is beyond belief; `unitWad` is null where
 * the price of the unit that the feed quotes in is not known at the evaluation time; `sequencer` is
 * what keeps every feed of the chain from voting.
 */
export function rejectObservation({
  feed,
  policy,
  observation,
  priceWad,
  unitWad,
  sequencer,
  evaluatedAtSeconds,
}: {
  feed: MethodologyFeed;
  policy: Pick<PricePolicy, "maximumConfidenceBps" | "acceptsNav">;
  observation: Observation;
  priceWad: bigint | null;
  unitWad: bigint | null;
  sequencer: "sequencer_down" | "sequencer_grace" | null;
  evaluatedAtSeconds: number;
}): RejectCode | null {
  const { rawValue, rawConfidence, sourceTimeSeconds } = observation;
  if (rawValue <= 0n) return "non_positive";
  if (sourceTimeSeconds <= 0) return "zero_ts";
  const ageSeconds = evaluatedAtSeconds - sourceTimeSeconds;
  if (-ageSeconds > feed.futureToleranceSeconds) return "future_ts";
  if (isNoMarket(feed, policy)) return "not_a_market";
  if (observation.superseded === true) return "superseded";
  if (feed.decimals !== undefined && observation.decimals !== feed.decimals) {
    return "decimals_changed";
  }
  if (sequencer !== null) return sequencer;
  if (isClosed(feed, observation, evaluatedAtSeconds)) return "market_closed";
  if (ageSeconds > maximumAgeSeconds(feed.heartbeatSeconds)) return "stale";
  if (feed.source.kind === "uniswap-v3" && observation.logIndex >= 0) return "same_block_spot";
  if (clampedAt(observation) !== null) return "clamped";
  if (unitWad === null) return "base_unavailable";
  if (isThin(feed, observation, unitWad)) return "thin";
  if (priceWad === null || priceWad < feed.minimumWad || priceWad > feed.maximumWad) {
    return "out_of_bounds";
  }
  if (observation.doubtful === true) return "conf_wide";
  if (
    rawConfidence !== null &&
    mulDivUp(rawConfidence, BPS, rawValue) > policy.maximumConfidenceBps
  ) {
    return "conf_wide";
  }
  return null;
}

/** Whether a pool has less of its quote token than it must; one that states no depth is thin as well. */
function isThin(
  { minimumDepthWad }: Pick<MethodologyFeed, "minimumDepthWad">,
  { depth }: Pick<Observation, "depth">,
  unitWad: bigint,
): boolean {
  if (minimumDepthWad === undefined) return false;
  if (depth === undefined) return true;
  return mulDivDown(depth.raw, unitWad, 10n ** BigInt(depth.decimals)) < minimumDepthWad;
}

function isNoMarket(
  { nature }: Pick<MethodologyFeed, "nature">,
  { acceptsNav }: Pick<PricePolicy, "acceptsNav">,
): boolean {
  return nature === "fixed" || (nature === "nav" && acceptsNav !== true);
}

function isClosed(
  { sessions }: Pick<MethodologyFeed, "sessions">,
  { marketOpen, sourceTimeSeconds }: Observation,
  timeSeconds: number,
): boolean {
  if (marketOpen === false) return true;
  if (sessions === undefined) return false;
  const since = openSince(sessions, timeSeconds);
  return since === null || sourceTimeSeconds < since;
}
