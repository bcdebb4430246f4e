import type { BlockReference } from "../../core/block-vector.ts";
import { agrees, type ParityComparison } from "./compare-chain.ts";

/** Mismatches of one market that a round stores at most: that the market is in doubt needs no more. */
const OPENED_PER_MARKET = 20;

/** What identifies a compared value on a chain, beside the block. */
type Subject = { marketId: string; account: string | null; what: string };

/**
 * What a comparison at a block does to the mismatches that are open on its chain. One is cleared where
 * the same value agrees now, or is not stated any more though the same account (or, for a value of the
 * market itself, the market) was compared; a value that differs is opened unless it is open already.
 */
export function settleMismatches<Row extends Subject & { blockNumber: bigint }>(parameters: {
  open: readonly Row[];
  comparisons: readonly ParityComparison[];
  block: Pick<BlockReference, "number">;
}): { cleared: Row[]; opened: ParityComparison[] } {
  const { open, comparisons, block } = parameters;
  const bySubject = new Map(comparisons.map((one) => [subjectKey(one), one]));
  const placesCompared = new Set(comparisons.map(placeKey));
  const cleared = open.filter((row) => {
    if (row.blockNumber > block.number) return false;
    const now = bySubject.get(subjectKey(row));
    return now === undefined ? placesCompared.has(placeKey(row)) : agrees(now);
  });
  const openSubjects = new Set(open.map(subjectKey));
  const perMarket = new Map<string, number>();
  const opened = comparisons.filter((one) => {
    if (agrees(one) || openSubjects.has(subjectKey(one))) return false;
    const before = perMarket.get(one.marketId) ?? 0;
    perMarket.set(one.marketId, before + 1);
    return before < OPENED_PER_MARKET;
  });
  return { cleared, opened };
}

function placeKey({ marketId, account }: Omit<Subject, "what">): string {
  return `${marketId}\n${account?.toLowerCase() ?? ""}`;
}

function subjectKey(subject: Subject): string {
  return `${placeKey(subject)}\n${subject.what}`;
}
