import { WAD } from "../../core/fixed-point.ts";
import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed, PricePolicy } from "../methodology/methodology.ts";
import { normaliseObservation } from "./normalise-observation.ts";
import type { Price, RejectCode } from "./price.ts";
import { rejectObservation } from "./reject-observation.ts";

/** A feed's value at the evaluation time, before the vote. */
export type FeedQuote = {
  feed: MethodologyFeed;
  voteGroup: number;
  /** Null where the feed never spoke or its chain is not part of the answer. */
  observation: Observation | null;
  /** Normalised to USD × 10^18 per whole token; null where there is no usable value. */
  priceWad: bigint | null;
  reject: RejectCode | null;
  /** The value was turned into USD at a price that is itself degraded. */
  convertedDegraded: boolean;
};

/** The price of a unit that a feed quotes in, as far as the conversion needs it. */
export type Conversion = Pick<Price, "status" | "midWad">;

/**
 * Rules R0 and R1 for one feed: its last observation normalised to USD × 10^18, with the reason why
 * it may not vote. A value quoted in another asset is converted at that asset's mid; a conversion
 * price that is anything but `ok` or `degraded` makes the value `base_unavailable`.
 */
export function quoteFeed({
  feed,
  voteGroup,
  policy,
  observation,
  chainPresent,
  conversion,
  sequencer,
  evaluatedAtSeconds,
}: {
  feed: MethodologyFeed;
  voteGroup: number;
  policy: Pick<PricePolicy, "maximumConfidenceBps" | "acceptsNav">;
  observation: Observation | undefined;
  /** False where the feed's chain is not part of the block vector. */
  chainPresent: boolean;
  /** The price of the unit that the feed quotes in; null for USD. */
  conversion: Conversion | null;
  /** What keeps every feed of the chain from voting. */
  sequencer: "sequencer_down" | "sequencer_grace" | null;
  evaluatedAtSeconds: number;
}): FeedQuote {
  if (!chainPresent || observation === undefined) {
    return {
      feed,
      voteGroup,
      observation: null,
      priceWad: null,
      reject: chainPresent ? "missing" : "chain_missing",
      convertedDegraded: false,
    };
  }
  const unitWad = conversionUnit(conversion);
  const priceWad =
    unitWad === null || observation.rawValue <= 0n
      ? null
      : normaliseObservation({
          rawValue: observation.rawValue,
          decimals: observation.decimals,
          unitWad,
        });
  const reject = rejectObservation({
    feed,
    policy,
    observation,
    priceWad,
    unitWad,
    sequencer,
    evaluatedAtSeconds,
  });
  return {
    feed,
    voteGroup,
    observation,
    priceWad,
    reject,
    convertedDegraded: conversion?.status === "degraded",
  };
}

function conversionUnit(conversion: Conversion | null): bigint | null {
  if (conversion === null) return WAD;
  return conversion.status === "ok" || conversion.status === "degraded" ? conversion.midWad : null;
}
