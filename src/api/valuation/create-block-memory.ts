import type { BlockReference } from "../../core/block-vector.ts";
import type { RememberAtBlock } from "../../protocols/protocol-adapter.ts";
import { createBoundedMap } from "../create-bounded-map.ts";

export type BlockMemory = (adapterName: string, block: BlockReference) => RememberAtBlock;

/** Keeps nothing. */
export const withoutMemory: BlockMemory = () => (_, read) => read();

/**
 * Keeps what was read at a block for the next answers at it. The block's hash names the facts, so
 * what is kept never goes wrong, also after a reorg.
 */
export function createBlockMemory(maximumBlocks: number): BlockMemory {
  const blocks = createBoundedMap<string, Map<string, unknown>>(maximumBlocks);

  return (adapterName, block) => {
    const blockKey = `${block.chainId}:${block.hash}`;
    const known = blocks.get(blockKey) ?? new Map<string, unknown>();
    blocks.set(blockKey, known);
    return async <Value>(name: string, read: () => Promise<Value>): Promise<Value> => {
      const key = `${adapterName}/${name}`;
      // The name belongs to one read of one adapter, whose type this is.
      if (known.has(key)) return known.get(key) as Value;
      const value = await read();
      known.set(key, value);
      return value;
    };
  };
}
