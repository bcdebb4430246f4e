import {
  chainlinkAggregatorAbi,
  chainlinkDualAggregatorAbi,
  chainlinkProxyAbi,
} from "../../../abis/chainlink.ts";
import type { ChainlinkDeployment, Network, NetworkChain } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/**
 * Chainlink aggregators, which log the answers, and the proxies in front of them, which log nothing:
 * their entry makes the set of polled proxies part of what identifies the index.
 */
export const chainlinkContracts = (network: Network) => ({
  ChainlinkAggregator: {
    abi: chainlinkAggregatorAbi,
    chain: sourcesPerChain(network, (chain) =>
      aggregatorsOf(chain, ({ svr }) => svr === undefined),
    ),
  },
  ChainlinkDualAggregator: {
    abi: chainlinkDualAggregatorAbi,
    chain: sourcesPerChain(network, (chain) =>
      aggregatorsOf(chain, ({ svr }) => svr !== undefined),
    ),
  },
  ChainlinkProxy: {
    abi: chainlinkProxyAbi,
    chain: sourcesPerChain(network, ({ chainlink }) =>
      chainlink.map(({ proxy, startBlock }) => ({ address: proxy, startBlock })),
    ),
  },
});

function aggregatorsOf(
  { chainlink }: NetworkChain,
  isWanted: (deployment: ChainlinkDeployment) => boolean,
) {
  return chainlink
    .filter(isWanted)
    .flatMap(({ aggregators, startBlock }) =>
      aggregators.map((address) => ({ address, startBlock })),
    );
}

/** The blocks at which each proxy's phase is read. */
export const chainlinkPollSources = (network: Network) => ({
  ChainlinkPoll: {
    chain: Object.fromEntries(
      network.chains
        .filter(({ chainlink }) => chainlink.length > 0)
        .map((chain) => [
          chain.name,
          {
            startBlock: Math.min(...chain.chainlink.map(({ startBlock }) => startBlock)),
            interval: chain.chainlinkPhaseIntervalBlocks,
          },
        ]),
    ),
  },
});
