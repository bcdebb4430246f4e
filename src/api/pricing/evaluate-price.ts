import { BallastError } from "../../core/ballast-error.ts";
import type { Observation } from "../../core/observation.ts";
import type { MethodologyPrice, PricePolicy } from "../methodology/methodology.ts";
import { groupByUpstream } from "./group-by-upstream.ts";
import type { LastGood } from "./last-good.ts";
import { medianOf } from "./median.ts";
import type { FeedEvidence, Price, PriceFlag } from "./price.ts";
import { type FeedQuote, quoteFeed } from "./quote-feed.ts";
import { type Settlement, settleVotes } from "./settle-votes.ts";
import { standInPrice } from "./stand-in-price.ts";
import { type UpstreamVote, voteByUpstream } from "./vote-by-upstream.ts";

/** Fewer independent votes than this are never `ok`: two cannot tell which of them lies. */
const FEWEST_OK_VOTES = 3;

/**
 * The aggregate of a price's feeds at one time by the rules R0–R6, R9 and R10 of docs/prices.md.
 * `observations` holds the last observation of each feed at the blocks of the answer, `conversions`
 * the prices that its feeds are quoted in, `presentChainIds` the chains that the answer covers (left
 * out: every feed's). The result does not depend on the order of feeds.
 * @throws BallastError `conversion-missing` for a feed whose conversion price is not given.
 * @throws RangeError for a last good price of the future.
 */
export function evaluatePrice({
  price,
  policy,
  observations,
  conversions,
  evaluatedAtSeconds,
  lastGood,
  presentChainIds,
}: {
  price: MethodologyPrice;
  policy: PricePolicy;
  observations: ReadonlyMap<string, Observation>;
  conversions: ReadonlyMap<string, Price>;
  evaluatedAtSeconds: number;
  lastGood: LastGood | null;
  presentChainIds?: ReadonlySet<number> | undefined;
}): Price {
  const groups = groupByUpstream(price.feeds);
  const configured = new Set(groups.values()).size;
  const needed = Math.floor(configured / 2) + 1;
  const quotes = price.feeds
    .map((feed) =>
      quoteFeed({
        feed,
        policy,
        observation: observations.get(feed.id),
        chainPresent: presentChainIds?.has(feed.chainId) ?? true,
        conversion: feed.quotedIn === null ? null : requireConversion(conversions, feed.quotedIn),
        evaluatedAtSeconds,
      }),
    )
    .sort((a, b) => (a.feedId < b.feedId ? -1 : 1));
  const votes = voteByUpstream(quotes, groups);
  const settlement = settleVotes({ votes, policy, needed });
  const flags = new Set<PriceFlag>();
  if (configured === 1) flags.add("single_source");
  const common = {
    priceId: price.id,
    evaluatedAtSeconds,
    spreadBps: settlement.spreadBps,
    quorum: { needed, had: settlement.inliers.length, configured },
  };

  if (settlement.outcome !== "agreed") {
    flags.add(settlement.outcome);
    return {
      ...common,
      ...standInPrice({ lastGood, policy, evaluatedAtSeconds, hadVotes: votes.length > 0 }),
      flags: [...flags].sort(),
      feeds: evidence({ quotes, groups, inliers: [], cut: new Set() }),
    };
  }

  const { low, high } = medianOf(settlement.inliers.map((vote) => vote.priceWad));
  const mid = (low + high) / 2n;
  const cut = cutFeeds({ quotes, settlement, mid, hardSpreadBps: policy.hardSpreadBps });
  const okNeeds = Math.max(FEWEST_OK_VOTES, needed + 1);
  const certain = settlement.inliers.filter((vote) => !vote.doubtful).length;
  const wide = (settlement.spreadBps ?? 0) > policy.softSpreadBps;
  if (cut.size > 0) flags.add("outlier");
  if (wide) flags.add("disagree");
  if (settlement.inliers.length < okNeeds) flags.add("too_few");
  if (certain < settlement.inliers.length) flags.add("converted_degraded");
  return {
    ...common,
    status: certain >= okNeeds && !wide ? "ok" : "degraded",
    flags: [...flags].sort(),
    lowWad: low,
    midWad: mid,
    highWad: high,
    asOfSeconds: evaluatedAtSeconds,
    feeds: evidence({ quotes, groups, inliers: settlement.inliers, cut }),
  };
}

function requireConversion(conversions: ReadonlyMap<string, Price>, priceId: string): Price {
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
  const cut = new Set(settlement.outliers.map((vote) => vote.feedId));
  const voters = new Set(settlement.inliers.map((vote) => vote.feedId));
  for (const quote of quotes) {
    if (quote.reject !== null || quote.priceWad === null || voters.has(quote.feedId)) continue;
    const distance = quote.priceWad < mid ? mid - quote.priceWad : quote.priceWad - mid;
    if (distance * 10_000n > BigInt(hardSpreadBps) * mid) cut.add(quote.feedId);
  }
  return cut;
}

function evidence({
  quotes,
  groups,
  inliers,
  cut,
}: {
  quotes: readonly FeedQuote[];
  groups: ReadonlyMap<string, number>;
  inliers: readonly UpstreamVote[];
  cut: ReadonlySet<string>;
}): FeedEvidence[] {
  const voters = new Set(inliers.map((vote) => vote.feedId));
  return quotes.map(({ convertedDegraded: _, ...quote }) => ({
    ...quote,
    reject: quote.reject ?? (cut.has(quote.feedId) ? "outlier" : null),
    voted: voters.has(quote.feedId),
    voteGroup: groups.get(quote.feedId) ?? 0,
  }));
}
