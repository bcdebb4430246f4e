import type { Vote } from "./cut-outliers.ts";
import { ascendingBigint } from "./median.ts";
import type { FeedQuote } from "./quote-feed.ts";

/** The vote of one upstream; `doubtful` where it was converted at a degraded price. */
export type UpstreamVote = Vote & { doubtful: boolean; writeTimeSeconds: number };

/**
 * Rule R2: one vote per upstream group, ascending. The vote is the lower median of the group's usable
 * values in the order (value, feed id); a group without a usable value has none.
 */
export function voteByUpstream(quotes: readonly FeedQuote[]): UpstreamVote[] {
  const members: UpstreamVote[][] = [];
  for (const { feed, voteGroup, observation, priceWad, reject, convertedDegraded } of quotes) {
    if (reject !== null || priceWad === null || observation === null) continue;
    const vote = {
      feedId: feed.id,
      priceWad,
      doubtful: convertedDegraded,
      writeTimeSeconds: observation.writeTimeSeconds,
    };
    const group = members[voteGroup];
    if (group === undefined) members[voteGroup] = [vote];
    else group.push(vote);
  }
  const votes: UpstreamVote[] = [];
  for (const group of members) {
    if (group === undefined) continue;
    const vote =
      group.length === 1 ? group[0] : group.sort(compareVotes)[Math.floor((group.length - 1) / 2)];
    if (vote !== undefined) votes.push(vote);
  }
  return votes.sort(compareVotes);
}

function compareVotes(a: Vote, b: Vote): number {
  return ascendingBigint(a.priceWad, b.priceWad) || (a.feedId < b.feedId ? -1 : 1);
}
