import { sequencerUptimeFeedAbi } from "../../../abis/sequencer-uptime-feed.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** Uptime feeds that log their changes themselves; of proxies nothing is logged. */
export const sequencerContracts = (network: Network) => ({
  SequencerUptimeFeed: {
    abi: sequencerUptimeFeedAbi,
    chain: sourcesPerChain(network, ({ sequencer }) =>
      sequencer?.kind === "feed"
        ? [{ address: sequencer.feed, startBlock: sequencer.startBlock }]
        : [],
    ),
  },
});

/** The blocks at which proxies are read, and feeds of which nothing is known yet. */
export const sequencerPollSources = (network: Network) => ({
  SequencerPoll: {
    chain: Object.fromEntries(
      network.chains.flatMap(({ name, sequencer, chainlinkPhaseIntervalBlocks }) =>
        sequencer === null
          ? []
          : [[name, { startBlock: sequencer.startBlock, interval: chainlinkPhaseIntervalBlocks }]],
      ),
    ),
  },
});
