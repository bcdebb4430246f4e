import type { Hex } from "viem";

/** How final a block is by its own chain's rule, at the time of the answer. */
export type Finality = "latest" | "safe" | "finalized";

/** One chain's block that an answer is based on. Times are unix seconds. */
export type BlockReference = {
  chainId: number;
  number: bigint;
  hash: Hex;
  timestampSeconds: number;
};

/** For each chain (by chain id) the block that an answer is based on. */
export type BlockVector = ReadonlyMap<number, BlockReference>;

/**
 * The time at which prices are evaluated for a vector: the newest block time in it, so that an
 * answer depends on chain data alone and repeats for ever.
 * @throws RangeError for an empty vector.
 */
export function evaluationTimeSeconds(vector: BlockVector): number {
  if (vector.size === 0) throw new RangeError("A block vector needs at least one chain.");
  return Math.max(...[...vector.values()].map((block) => block.timestampSeconds));
}
