import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";

/**
 * The newest time (unix seconds) at which the block of every chain is settled: the index holds a later
 * block of it, or all that the chain has. `indexed` are the newest indexed blocks.
 */
export function settledSeconds(parameters: {
  indexed: BlockVector;
  heads: ReadonlyMap<number, ChainHead | null>;
}): number {
  const { indexed, heads } = parameters;
  const newest = evaluationTimeSeconds(indexed);
  const times = [...indexed.values()].map(({ chainId, number, timestampSeconds }) => {
    const head = heads.get(chainId) ?? null;
    return head !== null && number >= head.latest.number ? newest : timestampSeconds - 1;
  });
  return Math.min(newest, ...times);
}
