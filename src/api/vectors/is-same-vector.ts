import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { BlockStore } from "./resolve-block-vector.ts";

/** Whether two vectors have the very same blocks. */
export function isSameVector(before: BlockVector, after: BlockVector): boolean {
  return (
    before.size === after.size &&
    [...before.values()].every(({ chainId, hash }) => after.get(chainId)?.hash === hash)
  );
}

/** Whether every block of a vector is still part of its chain. */
export async function isVectorOfChains(parameters: {
  facts: FactsReader;
  blocks: Pick<BlockStore, "readBlockVector">;
  vector: BlockVector;
}): Promise<boolean> {
  const { facts, blocks, vector } = parameters;
  const now = await blocks.readBlockVector({
    facts,
    selectors: new Map(
      [...vector.values()].map(({ chainId, number }) => [chainId, { kind: "number", number }]),
    ),
  });
  return isSameVector(vector, now);
}
