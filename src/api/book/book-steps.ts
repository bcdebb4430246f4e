import type { Address } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";

/** Of each place (a protocol on a chain), by its key, some accounts. */
export type AccountsByPlace = ReadonlyMap<string, readonly Address[]>;

/** A block that the book stood on, and what it read anew to get there. */
export type BookStep = { block: BlockReference; changed: AccountsByPlace };

/** So far back a reorg is followed; beyond that the chain is built anew. */
const REMEMBERED_STEPS = 512;

/** The steps of a chain, oldest first, after one that goes on from the step of the given index. */
export function addStep(
  steps: readonly BookStep[],
  ancestor: number,
  step: BookStep,
): readonly BookStep[] {
  return [...steps.slice(0, ancestor + 1), step].slice(-REMEMBERED_STEPS);
}

/**
 * What the book has of these accounts may be of blocks that are no more, once it goes back to the step
 * of the given index.
 */
export function changedAfter(
  steps: readonly BookStep[],
  ancestor: number,
): ReadonlyMap<string, ReadonlySet<Address>> {
  const changed = new Map<string, Set<Address>>();
  for (const step of steps.slice(ancestor + 1)) {
    for (const [placeKey, accounts] of step.changed) {
      const known = changed.get(placeKey) ?? new Set();
      for (const account of accounts) known.add(account);
      changed.set(placeKey, known);
    }
  }
  return changed;
}
