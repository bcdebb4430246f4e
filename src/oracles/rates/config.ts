import { priceCapAdapterAbi } from "../../../abis/price-cap-adapter.ts";
import { rateUpdatesAbi } from "../../../abis/rate-updates.ts";
import { sampledViewsAbi } from "../../../abis/sampled-views.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";
import { rateView } from "./rate-source.ts";

/**
 * Logs after which rates are read, and the adapters that cap them. Providers themselves log nothing
 * that is followed: their entry makes the set of them part of what identifies the index.
 */
export const rateContracts = (network: Network) => ({
  RateUpdates: {
    abi: rateUpdatesAbi,
    chain: sourcesPerChain(network, ({ rates }) =>
      rates.flatMap(({ updates, startBlock }) =>
        updates === null ? [] : [{ address: updates, startBlock }],
      ),
    ),
  },
  RateCapAdapter: {
    abi: priceCapAdapterAbi,
    chain: sourcesPerChain(network, ({ rates }) =>
      rates.flatMap(({ capAdapter, startBlock }) =>
        capAdapter === null ? [] : [{ address: capAdapter, startBlock }],
      ),
    ),
  },
  RateProvider: {
    abi: sampledViewsAbi,
    chain: sourcesPerChain(network, ({ rates }) =>
      rates.map(({ source, startBlock }) => ({ address: rateView(source).contract, startBlock })),
    ),
  },
});

/** The blocks at which rates are read whether or not anything was logged. */
export const ratePollSources = (network: Network) => ({
  RatePoll: {
    chain: Object.fromEntries(
      network.chains
        .filter(({ rates }) => rates.length > 0)
        .map(({ name, rates, sampleIntervalBlocks }) => [
          name,
          {
            startBlock: Math.min(...rates.map(({ startBlock }) => startBlock)),
            interval: sampleIntervalBlocks,
          },
        ]),
    ),
  },
});
