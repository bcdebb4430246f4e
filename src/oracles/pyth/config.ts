import type { Hex } from "viem";
import { pythAbi } from "../../../abis/pyth.ts";
import type { Network } from "../../../config/network.ts";

/** Each chain's Pyth contract, and of its many price ids only those that the network uses. */
export const pythContracts = (network: Network) => ({
  Pyth: {
    abi: pythAbi,
    chain: Object.fromEntries(
      network.chains.flatMap(({ name, pyth }) => {
        if (pyth === null || pyth.feeds.length === 0) return [];
        const id: Hex[] = pyth.feeds.map(({ priceId }) => priceId);
        return [
          [
            name,
            {
              address: pyth.contract,
              startBlock: pyth.startBlock,
              filter: { event: "PriceFeedUpdate" as const, args: { id } },
            },
          ],
        ];
      }),
    ),
  },
});
