import type { Vote } from "./cut-outliers.ts";
import { ascendingBigint } from "./median.ts";
import type { FeedQuote } from "./quote-feed.ts";

/** The vote of one upstream; `doubtful` where it was converted at a degraded price. */
export type UpstreamVote = Vote & { doubtful: boolean };

/**
 * Rule R2: one vote per upstream group, ascending. The vote is the lower median of the group's usable
 * values in the order (value, feed id); a group without a usable value has none.
 */
export function voteByUpstream(
  quotes: readonly FeedQuote[],
  groups: ReadonlyMap<string, number>,
): UpstreamVote[] {
  const members = new Map<number, UpstreamVote[]>();
  for (const { feedId, priceWad, reject, convertedDegraded } of quotes) {
    const group = groups.get(feedId);
    if (reject !== null || priceWad === null || group === undefined) continue;
    const vote = { feedId, priceWad, doubtful: convertedDegraded };
    members.set(group, [...(members.get(group) ?? []), vote]);
  }
  return [...members.values()]
    .map((votes) => votes.sort(compareVotes)[Math.floor((votes.length - 1) / 2)])
    .filter((vote) => vote !== undefined)
    .sort(compareVotes);
}

function compareVotes(a: Vote, b: Vote): number {
  return ascendingBigint(a.priceWad, b.priceWad) || (a.feedId < b.feedId ? -1 : 1);
}
