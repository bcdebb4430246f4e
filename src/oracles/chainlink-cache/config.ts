import type { Hex } from "viem";
import { chainlinkCacheAbi } from "../../../abis/chainlink-cache.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** Each chain's DataFeedsCaches, and of their many feeds only those that the network uses. */
export const chainlinkCacheContracts = (network: Network) => ({
  ChainlinkCache: {
    abi: chainlinkCacheAbi,
    chain: Object.fromEntries(
      Object.entries(
        sourcesPerChain(network, ({ chainlinkCache }) =>
          chainlinkCache.map(({ cache, startBlock }) => ({ address: cache, startBlock })),
        ),
      ).map(([name, source]) => [
        name,
        {
          ...source,
          filter: {
            event: "DecimalReportUpdated" as const,
            args: { dataId: dataIdsOf(network, name) },
          },
        },
      ]),
    ),
  },
});

function dataIdsOf(network: Network, chainName: string): Hex[] {
  const chain = network.chains.find(({ name }) => name === chainName);
  return [...new Set(chain?.chainlinkCache.map(({ dataId }) => dataId))];
}
