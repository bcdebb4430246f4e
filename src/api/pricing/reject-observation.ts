import { BPS, mulDivUp } from "../../core/fixed-point.ts";
import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed, PricePolicy } from "../methodology/methodology.ts";
import { maximumAgeSeconds } from "./maximum-age-seconds.ts";
import type { RejectCode } from "./price.ts";

/**
 * Rule R1 for a feed that has an observation: the first reason why it may not vote, or null.
 * `priceWad` is the normalised value, null where its scale is beyond belief; `unitWad` is null where
 * the price of the unit that the feed quotes in is not known at the evaluation time.
 */
export function rejectObservation({
  feed,
  policy,
  observation,
  priceWad,
  unitWad,
  evaluatedAtSeconds,
}: {
  feed: MethodologyFeed;
  policy: Pick<PricePolicy, "maximumConfidenceBps">;
  observation: Observation;
  priceWad: bigint | null;
  unitWad: bigint | null;
  evaluatedAtSeconds: number;
}): RejectCode | null {
  const { rawValue, rawConfidence, sourceTimeSeconds } = observation;
  if (rawValue <= 0n) return "non_positive";
  if (sourceTimeSeconds <= 0) return "zero_ts";
  const ageSeconds = evaluatedAtSeconds - sourceTimeSeconds;
  if (-ageSeconds > feed.futureToleranceSeconds) return "future_ts";
  if (ageSeconds > maximumAgeSeconds(feed.heartbeatSeconds)) return "stale";
  if (feed.source.kind === "uniswap-v3" && observation.logIndex >= 0) return "same_block_spot";
  if (unitWad === null) return "base_unavailable";
  if (priceWad === null || priceWad < feed.minimumWad || priceWad > feed.maximumWad) {
    return "out_of_bounds";
  }
  if (
    rawConfidence !== null &&
    mulDivUp(rawConfidence, BPS, rawValue) > policy.maximumConfidenceBps
  ) {
    return "conf_wide";
  }
  return null;
}
