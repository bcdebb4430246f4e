import type { ParityCheck } from "../../core/parity.ts";
import { agrees, type ParityComparison } from "./compare-chain.ts";

/** How far two numbers are apart, in raw units of what was compared. */
export type Difference = { units: bigint; what: string };

/** What comparisons of one protocol, or kind of feed, on one chain came to. */
export type ParitySummary = {
  chainId: number;
  protocol: string;
  comparisons: number;
  mismatches: number;
  /** Null where nothing differs, or nothing that is a number. */
  largestDifference: Difference | null;
};

/** Comparisons per chain and protocol, ordered by both. */
export function summariseParity(comparisons: readonly ParityComparison[]): ParitySummary[] {
  const groups = Map.groupBy(comparisons, ({ chainId, protocol }) => `${chainId}/${protocol}`);
  return [...groups.values()]
    .map((group): ParitySummary => {
      const { chainId, protocol } = group[0]!;
      const mismatches = group.filter((one) => !agrees(one));
      return {
        chainId,
        protocol,
        comparisons: group.length,
        mismatches: mismatches.length,
        largestDifference: mismatches.map(differenceOf).reduce(larger, null),
      };
    })
    .sort((a, b) => a.chainId - b.chainId || a.protocol.localeCompare(b.protocol, "en"));
}

/** How far apart the two values are; null where they are not both numbers. */
function differenceOf({ what, indexed, contract }: ParityCheck): Difference | null {
  if (typeof indexed !== "bigint" || typeof contract !== "bigint") return null;
  return { units: indexed > contract ? indexed - contract : contract - indexed, what };
}

/** The larger of two differences; the first of two equal ones. */
function larger(a: Difference | null, b: Difference | null): Difference | null {
  if (a === null || b === null) return a ?? b;
  return b.units > a.units ? b : a;
}
