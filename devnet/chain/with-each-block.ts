import type { DevChain, MinedBlock } from "./dev-chain.ts";

/** The same chain; something is queued before each block that is mined by way of this view of it. */
export function withEachBlock(
  chain: DevChain,
  hooks: {
    before: (timestamp: number) => Promise<void>;
    after: (block: MinedBlock) => void;
  },
): DevChain {
  return {
    ...chain,
    async mine(parameters) {
      await hooks.before(parameters.timestamp);
      const block = await chain.mine(parameters);
      hooks.after(block);
      return block;
    },
  };
}
