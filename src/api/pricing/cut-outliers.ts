import { ascendingBigint, medianOf } from "./median.ts";

/** One independent upstream's vote, in USD × 10^18. */
export type Vote = { feedId: string; priceWad: bigint };

type Cut<V extends Vote> = { inliers: readonly V[]; outliers: readonly V[] };

/**
 * Rule R4 over votes in ascending order: drops every vote farther from the median than
 * 5 · 1.4826 · MAD (the median absolute deviation), but at least half of and at most the whole hard
 * spread. Nothing is dropped where fewer than `needed` votes would remain. The comparison is exact:
 * both sides are integers, multiplied by 40 000 instead of divided.
 */
export function cutOutliers<V extends Vote>({
  votes,
  hardSpreadBps,
  needed,
}: {
  votes: readonly V[];
  hardSpreadBps: number;
  needed: number;
}): Cut<V> {
  if (votes.length === 0) return { inliers: votes, outliers: [] };
  const mid2 = middleTwice(votes);
  const deviation = medianOf(
    votes.map((vote) => distance(2n * vote.priceWad, mid2)).sort(ascendingBigint),
  );
  const byDeviation = 5n * 14_826n * (deviation.low + deviation.high);
  const floor = BigInt(hardSpreadBps) * mid2;
  const cap = 2n * floor;
  const atLeast = byDeviation > floor ? byDeviation : floor;
  const limit40000 = atLeast < cap ? atLeast : cap;
  const cut = split(votes, mid2, limit40000);
  return cut.inliers.length < needed ? { inliers: votes, outliers: [] } : cut;
}

/**
 * Rule R6, hard: drops every vote farther from the median than half of the hard spread, so that what
 * is left lies within the hard spread. Unlike R4 it may leave any number, none included.
 */
export function cutDisagreement<V extends Vote>({
  votes,
  hardSpreadBps,
}: {
  votes: readonly V[];
  hardSpreadBps: number;
}): Cut<V> {
  const mid2 = middleTwice(votes);
  return split(votes, mid2, BigInt(hardSpreadBps) * mid2);
}

function split<V extends Vote>(votes: readonly V[], mid2: bigint, limit40000: bigint): Cut<V> {
  const inliers: V[] = [];
  const outliers: V[] = [];
  for (const vote of votes) {
    const distance40000 = distance(2n * vote.priceWad, mid2) * 20_000n;
    (distance40000 > limit40000 ? outliers : inliers).push(vote);
  }
  return { inliers, outliers };
}

/** Twice the middle of the median, which is exact where the middle itself may end in a half. */
function middleTwice(votes: readonly Vote[]): bigint {
  const median = medianOf(votes.map((vote) => vote.priceWad));
  return median.low + median.high;
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
