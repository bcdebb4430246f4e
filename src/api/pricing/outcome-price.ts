import type { FoldOutcome } from "./create-price-fold.ts";
import { feedEvidence } from "./feed-evidence.ts";
import type { PreparedPrice } from "./prepare-price.ts";
import type { Price } from "./price.ts";

/**
 * An outcome with its evidence. A price that is made of others shows the feeds of its parts, base first, with vote
 * groups of their own, and the quorum of its base.
 */
export function outcomePrice({
  prepared,
  outcome,
  parts,
  evaluatedAtSeconds,
}: {
  prepared: PreparedPrice;
  outcome: FoldOutcome;
  /** The prices that it is made of, by price id. */
  parts: ReadonlyMap<string, Price>;
  evaluatedAtSeconds: number;
}): Price {
  const { status, lowWad, midWad, highWad, asOfSeconds } = outcome;
  const common = {
    priceId: prepared.price.id,
    status,
    flags: [...outcome.flags].sort(),
    lowWad,
    midWad,
    highWad,
    asOfSeconds,
    evaluatedAtSeconds,
  };
  if (!("aggregate" in outcome)) {
    const { spreadBps, derived, backing } = outcome;
    const [base, ...rest] = prepared.parts.flatMap((id) => parts.get(id) ?? []);
    if (base === undefined) throw new RangeError(`The price ${common.priceId} has no base.`);
    return {
      ...common,
      spreadBps,
      quorum: base.quorum,
      feeds: joinFeeds([base, ...rest]),
      ...(derived && { derived }),
      ...(backing && { backing }),
    };
  }
  const { aggregate } = outcome;
  const { settlement, result, quotes, cut } = aggregate;
  return {
    ...common,
    spreadBps: settlement.spreadBps,
    quorum: {
      needed: prepared.needed,
      had: settlement.inliers.length,
      configured: prepared.configured,
    },
    feeds: feedEvidence({
      quotes,
      voters: new Set(result === null ? [] : settlement.inliers.map((vote) => vote.feedId)),
      cut,
      evaluatedAtSeconds,
    }),
  };
}

function joinFeeds(prices: readonly Price[]): Price["feeds"] {
  let offset = 0;
  return prices.flatMap(({ feeds }) => {
    const shifted = feeds.map((feed) => ({ ...feed, voteGroup: feed.voteGroup + offset }));
    offset += new Set(feeds.map((feed) => feed.voteGroup)).size;
    return shifted;
  });
}
