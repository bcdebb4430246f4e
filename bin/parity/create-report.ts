import type { ParityComparison } from "../../src/api/parity/compare-chain.ts";
import { type ParitySummary, summariseParity } from "../../src/api/parity/summarise-parity.ts";

/** What a run compared of one protocol on one chain. */
export type ReportedParity = Pick<
  ParitySummary,
  "chainId" | "protocol" | "comparisons" | "mismatches"
> & { blocks: number };

export type ParityReport = {
  /** Adds what was compared at one block. */
  add(comparisons: readonly ParityComparison[]): void;
  items(): ReportedParity[];
};

/** Adds up the comparisons of a run per chain and protocol. */
export function createReport(): ParityReport {
  const items = new Map<string, ReportedParity>();
  return {
    add(comparisons) {
      for (const { chainId, protocol, comparisons: count, mismatches } of summariseParity(
        comparisons,
      )) {
        const key = `${chainId}/${protocol}`;
        const before = items.get(key) ?? { blocks: 0, comparisons: 0, mismatches: 0 };
        items.set(key, {
          chainId,
          protocol,
          blocks: before.blocks + 1,
          comparisons: before.comparisons + count,
          mismatches: before.mismatches + mismatches,
        });
      }
    },
    items: () =>
      [...items.values()].sort(
        (a, b) => a.chainId - b.chainId || a.protocol.localeCompare(b.protocol, "en"),
      ),
  };
}
