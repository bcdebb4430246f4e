import type { Address } from "viem";
import { prepareChainlinkSource } from "../chainlink/prepare-chainlink-source.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileOwnContract } from "../solidity/compile-own-contract.ts";

export type SequencerArtifacts = { uptimeFeed: Artifact; messenger: Artifact };

/** Chainlink's OptimismSequencerUptimeFeed from its published source, and our messenger before it. */
export async function prepareSequencerFeed(parameters: {
  log: (line: string) => void;
}): Promise<SequencerArtifacts> {
  const { log } = parameters;
  return {
    uptimeFeed: await prepareChainlinkSource({
      path: "src/v0.8/l2ep/optimism/OptimismSequencerUptimeFeed.sol",
      log,
    }),
    messenger: await compileOwnContract({ path: "devnet/sequencer/StandInMessenger.sol", log }),
  };
}

/** Arguments of OptimismSequencerUptimeFeed: who speaks on the other chain, by whom; up at first. */
export function uptimeFeedArguments(sender: Address, messenger: Address) {
  return [sender, messenger, false] as const;
}
