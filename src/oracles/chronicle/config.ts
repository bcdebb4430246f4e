import { chronicleScribeAbi } from "../../../abis/chronicle.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** Chronicle's Scribes, plain and optimistic ones alike. */
export const chronicleContracts = (network: Network) => ({
  ChronicleScribe: {
    abi: chronicleScribeAbi,
    chain: sourcesPerChain(network, ({ chronicle }) =>
      chronicle.map(({ scribe, startBlock }) => ({ address: scribe, startBlock })),
    ),
  },
});
