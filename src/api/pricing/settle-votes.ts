import { mulDivUp } from "../../core/fixed-point.ts";
import type { PricePolicy } from "../methodology/methodology.ts";
import { cutDisagreement, cutOutliers, type Vote } from "./cut-outliers.ts";
import { medianOf } from "./median.ts";

export type Settlement<V extends Vote> = {
  /** `too_few`: fewer votes than the quorum. `disagree`: enough votes, but too few agree. */
  outcome: "agreed" | "too_few" | "disagree";
  /** The votes that made the price; those that are left where none was made. */
  inliers: readonly V[];
  outliers: readonly V[];
  /** (max − min) / mid of the inliers, or of all votes where they disagree; rounded up. */
  spreadBps: number | null;
};

/**
 * Rules R4 to R6 over one vote per upstream in ascending order. `needed` is the quorum. A first cut
 * drops what is far from a crowd; where the rest is still wider than the hard spread, a second keeps
 * only what lies within it.
 */
export function settleVotes<V extends Vote>({
  votes,
  policy,
  needed,
}: {
  votes: readonly V[];
  policy: Pick<PricePolicy, "hardSpreadBps">;
  needed: number;
}): Settlement<V> {
  const { hardSpreadBps } = policy;
  if (votes.length < needed) {
    return { outcome: "too_few", inliers: votes, outliers: [], spreadBps: spreadBps(votes) };
  }
  const first = cutOutliers({ votes, hardSpreadBps, needed });
  const firstSpread = spreadBps(first.inliers);
  if (firstSpread === null || firstSpread <= hardSpreadBps) {
    return { outcome: "agreed", ...first, spreadBps: firstSpread };
  }
  const second = cutDisagreement({ votes: first.inliers, hardSpreadBps });
  if (second.inliers.length < needed) {
    return {
      outcome: "disagree",
      inliers: second.inliers,
      outliers: [],
      spreadBps: spreadBps(votes),
    };
  }
  return {
    outcome: "agreed",
    inliers: second.inliers,
    outliers: [...first.outliers, ...second.outliers],
    spreadBps: spreadBps(second.inliers),
  };
}

function spreadBps(votes: readonly Vote[]): number | null {
  const lowest = votes.at(0);
  const highest = votes.at(-1);
  if (lowest === undefined || highest === undefined || votes.length < 2) return null;
  const median = medianOf(votes.map((vote) => vote.priceWad));
  return Number(mulDivUp(highest.priceWad - lowest.priceWad, 20_000n, median.low + median.high));
}
