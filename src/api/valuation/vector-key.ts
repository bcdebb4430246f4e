import type { BlockVector } from "../../core/block-vector.ts";

/** Names a vector by its blocks. */
export function vectorKey(vector: BlockVector): string {
  return [...vector.values()]
    .map((block) => `${block.chainId}:${block.hash}`)
    .sort()
    .join(",");
}
