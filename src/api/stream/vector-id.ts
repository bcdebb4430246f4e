import { concat, keccak256 } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import { atText } from "../answers/block.ts";
import { parseAsOf } from "../vectors/parse-as-of.ts";

/** Hexadecimal digits of the digest: enough to tell a reorg, short enough for a header. */
const DIGEST_DIGITS = 16;

/** What an event id names: the block of each chain, and a digest of the blocks' hashes. */
export type VectorId = { numbers: ReadonlyMap<number, bigint>; digest: string };

/**
 * A block vector as the id of an event: its `at` text, `~`, and a digest of the blocks' hashes, by
 * which any replica tells later whether the vector is still part of its chains.
 */
export function vectorId(vector: BlockVector): string {
  return `${atText(vector.values())}~${digestOf(vector)}`;
}

/** Null for a text that is not an event id. */
export function parseVectorId(text: string): VectorId | null {
  const match = /^([^~]{1,2000})~([0-9a-f]{16})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  try {
    const asOf = parseAsOf(match[1]);
    return asOf.kind === "blocks" ? { numbers: asOf.numbers, digest: match[2] } : null;
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
    id.digest === digestOf(vector)
  );
}

function digestOf(vector: BlockVector): string {
  const hashes = [...vector.values()].sort((a, b) => a.chainId - b.chainId).map(({ hash }) => hash);
  return keccak256(concat(hashes)).slice(2, 2 + DIGEST_DIGITS);
}
