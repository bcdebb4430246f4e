import { BPS, mulDivUp, WAD } from "../../core/fixed-point.ts";
import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed, PricePolicy } from "../methodology/methodology.ts";
import { normaliseObservation } from "./normalise-observation.ts";
import type { FeedEvidence, Price, RejectCode } from "./price.ts";
import { rejectObservation } from "./reject-observation.ts";

/** A feed's value at the evaluation time, before the vote. */
export type FeedQuote = Omit<FeedEvidence, "voted" | "voteGroup"> & {
  /** The value was turned into USD at a price that is itself degraded. */
  convertedDegraded: boolean;
};

/**
 * Rules R0 and R1 for one feed: its last observation normalised to USD × 10^18, with the reason why
 * it may not vote. A value quoted in another asset is converted at that asset's mid; a conversion
 * price that is anything but `ok` or `degraded` makes the value `base_unavailable`.
 */
export function quoteFeed({
  feed,
  policy,
  observation,
  chainPresent,
  conversion,
  evaluatedAtSeconds,
}: {
  feed: MethodologyFeed;
  policy: Pick<PricePolicy, "maximumConfidenceBps">;
  observation: Observation | undefined;
  /** False where the feed's chain is not part of the block vector. */
  chainPresent: boolean;
  /** The price of the unit that the feed quotes in; null for USD. */
  conversion: Price | null;
  evaluatedAtSeconds: number;
}): FeedQuote {
  const identity = {
    feedId: feed.id,
    kind: feed.source.kind,
    chainId: feed.chainId,
    upstream: feed.upstream,
  };
  if (!chainPresent || observation === undefined) {
    return { ...identity, ...NOTHING, reject: chainPresent ? "missing" : "chain_missing" };
  }
  const unitWad = conversionUnit(conversion);
  const scaled =
    unitWad === null || observation.rawValue <= 0n
      ? null
      : normaliseObservation({
          rawValue: observation.rawValue,
          decimals: observation.decimals,
          unitWad,
        });
  const reject: RejectCode | null = rejectObservation({
    feed,
    policy,
    observation,
    priceWad: scaled,
    unitWad,
    evaluatedAtSeconds,
  });
  return {
    ...identity,
    priceWad: scaled,
    confidenceBps: confidenceBps(observation),
    sourceTimeSeconds: observation.sourceTimeSeconds,
    writeTimeSeconds: observation.writeTimeSeconds,
    ageSeconds:
      observation.sourceTimeSeconds > 0 ? evaluatedAtSeconds - observation.sourceTimeSeconds : null,
    blockNumber: observation.blockNumber,
    transactionHash: observation.transactionHash,
    roundKey: observation.roundKey,
    reject,
    convertedDegraded: conversion?.status === "degraded",
  };
}

const NOTHING = {
  priceWad: null,
  confidenceBps: null,
  sourceTimeSeconds: null,
  writeTimeSeconds: null,
  ageSeconds: null,
  blockNumber: null,
  transactionHash: null,
  roundKey: null,
  convertedDegraded: false,
} as const;

function conversionUnit(conversion: Price | null): bigint | null {
  if (conversion === null) return WAD;
  return conversion.status === "ok" || conversion.status === "degraded" ? conversion.midWad : null;
}

function confidenceBps({ rawValue, rawConfidence }: Observation): number | null {
  if (rawConfidence === null || rawValue <= 0n) return null;
  return Number(mulDivUp(rawConfidence, BPS, rawValue));
}
