import { BallastError } from "../../core/ballast-error.ts";
import type { Observation } from "../../core/observation.ts";
import { medianOf } from "./median.ts";
import type { PreparedPrice } from "./prepare-price.ts";
import type { PriceFlag } from "./price.ts";
import { type Conversion, type FeedQuote, quoteFeed } from "./quote-feed.ts";
import { type SequencerHistory, sequencerReject } from "./sequencer.ts";
import { type Settlement, settleVotes } from "./settle-votes.ts";
import { type UpstreamVote, voteByUpstream } from "./vote-by-upstream.ts";

/** Fewer independent votes than this are never `ok`: two cannot tell which of them lies. */
const FEWEST_OK_VOTES = 3;

/** What the feeds of a price say together at one time, before anything of the past is considered. */
export type Aggregate = {
  quotes: readonly FeedQuote[];
  settlement: Settlement<UpstreamVote>;
  /** At least one feed has a usable value. */
  hadVotes: boolean;
  flags: ReadonlySet<PriceFlag>;
  /** Ids of the feeds that are named outliers. */
  cut: ReadonlySet<string>;
  /** Null where there is no quorum that agrees. */
  result: AggregateResult | null;
};

export type AggregateResult = {
  status: "ok" | "degraded";
  lowWad: bigint;
  midWad: bigint;
  highWad: bigint;
  /** Newest write among the votes that made the result. */
  freshestWriteSeconds: number;
};

/** What an aggregate is made from, beside the price's own rules. */
export type AggregateInputs = {
  /** Last observation of each feed, by feed id. */
  observations: ReadonlyMap<string, Observation>;
  /** The prices that the feeds are quoted in, by price id. */
  conversions: ReadonlyMap<string, Conversion>;
  evaluatedAtSeconds: number;
  /** Chains that the answer covers; left out: every feed's. */
  presentChainIds?: ReadonlySet<number> | undefined;
  /** By chain id; a chain that is left out has no sequencer feed. */
  sequencers?: ReadonlyMap<number, SequencerHistory> | undefined;
};

/**
 * Rules R0 to R6. The result does not depend on the order of feeds.
 * @throws BallastError `conversion-missing` for a feed whose conversion price is not given.
 */
export function aggregatePrice(prepared: PreparedPrice, inputs: AggregateInputs): Aggregate {
  const { feeds, groups, policy, needed, configured } = prepared;
  const { observations, conversions, evaluatedAtSeconds, presentChainIds, sequencers } = inputs;
  const quotes = feeds.map((feed, index) =>
    quoteFeed({
      feed,
      voteGroup: groups[index] ?? 0,
      policy,
      observation: observations.get(feed.id),
      chainPresent: feed.chainId === null || (presentChainIds?.has(feed.chainId) ?? true),
      conversion: feed.quotedIn === null ? null : requireConversion(conversions, feed.quotedIn),
      sequencer:
        feed.chainId === null
          ? null
          : sequencerReject(sequencers?.get(feed.chainId), evaluatedAtSeconds),
      evaluatedAtSeconds,
    }),
  );
  const votes = voteByUpstream(quotes);
  const settlement = settleVotes({ votes, policy, needed });
  const flags = flagsOfRejects(quotes);
  if (configured === 1) flags.add("single_source");
  const { inliers, outcome } = settlement;
  if (outcome !== "agreed") {
    flags.add(outcome);
    return { quotes, settlement, hadVotes: votes.length > 0, flags, cut: NONE, result: null };
  }

  const { low, high } = medianOf(inliers.map((vote) => vote.priceWad));
  const mid = (low + high) / 2n;
  const cut = cutFeeds({ quotes, settlement, mid, hardSpreadBps: policy.hardSpreadBps });
  const okNeeds = Math.max(FEWEST_OK_VOTES, needed + 1);
  const wide = (settlement.spreadBps ?? 0) > policy.softSpreadBps;
  let certain = 0;
  let freshestWriteSeconds = 0;
  for (const { doubtful, writeTimeSeconds } of inliers) {
    if (!doubtful) certain += 1;
    if (writeTimeSeconds > freshestWriteSeconds) freshestWriteSeconds = writeTimeSeconds;
  }
  if (cut.size > 0) flags.add("outlier");
  if (wide) flags.add("disagree");
  if (inliers.length < okNeeds) flags.add("too_few");
  if (certain < inliers.length) flags.add("converted_degraded");
  const status = certain >= okNeeds && !wide && !flags.has("sequencer") ? "ok" : "degraded";
  return {
    quotes,
    settlement,
    hadVotes: true,
    flags,
    cut,
    result: { status, lowWad: low, midWad: mid, highWad: high, freshestWriteSeconds },
  };
}

const NONE: ReadonlySet<string> = new Set();

/** What the rejects say about the price as a whole. */
function flagsOfRejects(quotes: readonly FeedQuote[]): Set<PriceFlag> {
  const flags = new Set<PriceFlag>();
  for (const { reject } of quotes) {
    if (reject === "sequencer_down" || reject === "sequencer_grace") flags.add("sequencer");
    if (reject === "market_closed") flags.add("market_closed");
    if (reject === "clamped") flags.add("clamped");
  }
  return flags;
}

function requireConversion(
  conversions: ReadonlyMap<string, Conversion>,
  priceId: string,
): Conversion {
  const conversion = conversions.get(priceId);
  if (conversion === undefined) {
    throw new BallastError(`The conversion price ${priceId} has not been evaluated.`, {
      code: "conversion-missing",
    });
  }
  return conversion;
}

/**
 * The feeds that are named outliers: those whose vote was cut, and usable values that another of
 * their upstream stood for but that lie farther than the hard spread from the result.
 */
function cutFeeds({
  quotes,
  settlement,
  mid,
  hardSpreadBps,
}: {
  quotes: readonly FeedQuote[];
  settlement: Settlement<UpstreamVote>;
  mid: bigint;
  hardSpreadBps: number;
}): ReadonlySet<string> {
  const { inliers, outliers } = settlement;
  const cut = new Set<string>();
  for (const vote of outliers) cut.add(vote.feedId);
  let usable = 0;
  for (const { reject, priceWad } of quotes) {
    if (reject === null && priceWad !== null) usable += 1;
  }
  // Every usable value is a vote: nobody was spoken for by another.
  if (usable === inliers.length + outliers.length) return cut;
  const voters = new Set(inliers.map((vote) => vote.feedId));
  for (const { feed, reject, priceWad } of quotes) {
    if (reject !== null || priceWad === null || voters.has(feed.id)) continue;
    const distance = priceWad < mid ? mid - priceWad : priceWad - mid;
    if (distance * 10_000n > BigInt(hardSpreadBps) * mid) cut.add(feed.id);
  }
  return cut;
}
