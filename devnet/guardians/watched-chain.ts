import type { Address } from "viem";

/** A chain whose Wormhole core contract guardians watch. */
export type WatchedChain = {
  wormholeChainId: number;
  rpcUrl: string;
  core: Address;
  /** First block to look at; 0 by default. */
  startBlock?: number | undefined;
};
