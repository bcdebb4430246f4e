import type { Network } from "../../config/network.ts";

/** Every block of every chain. */
export const chainBlockSources = (network: Network) => ({
  ChainBlocks: {
    interval: 1,
    chain: Object.fromEntries(
      network.chains.map((chain) => [chain.name, { startBlock: chain.startBlock }]),
    ),
  },
});
