import { BallastError } from "../../core/ballast-error.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import { parseAsOf } from "../vectors/parse-as-of.ts";
import { vectorDigest } from "../vectors/vector-id.ts";

/** What an event id names: the block of each chain, and a digest of the blocks' hashes. */
export type VectorId = { numbers: ReadonlyMap<number, bigint>; digest: string };

/** Null for a text that is not an event id. */
export function parseVectorId(text: string): VectorId | null {
  try {
    const asOf = parseAsOf(text);
    if (asOf.kind !== "blocks" || asOf.digest === undefined) return null;
    return { numbers: asOf.numbers, digest: asOf.digest };
  } catch (error) {
    if (error instanceof BallastError) return null;
    throw error;
  }
}

/** Whether the vector has the very blocks that the id names. */
export function isVectorOf(id: VectorId, vector: BlockVector): boolean {
  return (
    id.numbers.size === vector.size &&
    [...id.numbers].every(([chainId, number]) => vector.get(chainId)?.number === number) &&
    id.digest === vectorDigest(vector.values())
  );
}
