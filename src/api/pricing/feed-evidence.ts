import { BPS, mulDivUp } from "../../core/fixed-point.ts";
import type { Observation } from "../../core/observation.ts";
import type { FeedEvidence } from "./price.ts";
import type { FeedQuote } from "./quote-feed.ts";

/** Every feed's word and what became of it. */
export function feedEvidence({
  quotes,
  voters,
  cut,
  evaluatedAtSeconds,
}: {
  quotes: readonly FeedQuote[];
  /** Ids of the feeds whose values are the votes of the result. */
  voters: ReadonlySet<string>;
  /** Ids of the feeds that are named outliers. */
  cut: ReadonlySet<string>;
  evaluatedAtSeconds: number;
}): FeedEvidence[] {
  return quotes.map(({ feed, voteGroup, observation, priceWad, reject }) => ({
    feedId: feed.id,
    kind: feed.source.kind,
    chainId: feed.chainId,
    upstream: feed.upstream,
    rawValue: observation?.rawValue ?? null,
    decimals: observation?.decimals ?? null,
    priceWad,
    confidenceBps: observation === null ? null : confidenceBps(observation),
    sourceTimeSeconds: observation?.sourceTimeSeconds ?? null,
    writeTimeSeconds: observation?.writeTimeSeconds ?? null,
    receivedAtSeconds: observation?.receivedAtSeconds ?? null,
    ageSeconds:
      observation !== null && observation.sourceTimeSeconds > 0
        ? evaluatedAtSeconds - observation.sourceTimeSeconds
        : null,
    blockNumber: observation?.blockNumber ?? null,
    transactionHash: observation?.transactionHash ?? null,
    roundKey: observation?.roundKey ?? null,
    reject: reject ?? (cut.has(feed.id) ? "outlier" : null),
    voted: voters.has(feed.id),
    voteGroup,
  }));
}

function confidenceBps({ rawValue, rawConfidence }: Observation): number | null {
  if (rawConfidence === null || rawValue <= 0n) return null;
  return Number(mulDivUp(rawConfidence, BPS, rawValue));
}
