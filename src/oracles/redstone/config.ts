import { redstoneAdapterAbi } from "../../../abis/redstone-adapter.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** RedStone's push adapters. */
export const redstoneContracts = (network: Network) => ({
  RedstoneAdapter: {
    abi: redstoneAdapterAbi,
    chain: sourcesPerChain(network, ({ redstone }) =>
      redstone.map(({ adapter, startBlock }) => ({ address: adapter, startBlock })),
    ),
  },
});
