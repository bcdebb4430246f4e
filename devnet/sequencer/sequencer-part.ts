import { parseAbi } from "viem";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { prepareSequencerFeed, uptimeFeedArguments } from "./prepare-sequencer-feed.ts";
import { relayStatus } from "./relay-status.ts";

const abi = parseAbi(["event RoundUpdated(int256 status, uint64 updatedAt)"]);

const graceSeconds = 900;
/**
 * Two outages, the second within the grace after the first, and a report that nothing has changed.
 * Each lasts longer than the longest gap between blocks.
 */
const reports = [
  { atSeconds: 6_000, isDown: true },
  { atSeconds: 6_700, isDown: false },
  { atSeconds: 7_400, isDown: true },
  { atSeconds: 8_100, isDown: false },
  { atSeconds: 9_500, isDown: false },
] as const;

/** A chain whose sequencer is watched by Chainlink's uptime feed of the OP stack. */
export const sequencerPart: DevnetPart = async ({ log }) => {
  const artifacts = await prepareSequencerFeed({ log });
  return async ({ chain, accounts, base }) => {
    const deployer = accounts.deployer.address;
    const messenger = await chain.deploy({
      from: deployer,
      artifact: artifacts.messenger,
      args: [deployer],
      label: "deploy the messenger of the sequencer's feed",
    });
    const feed = await chain.deploy({
      from: deployer,
      artifact: artifacts.uptimeFeed,
      args: uptimeFeedArguments(deployer, messenger),
      label: "deploy the sequencer's uptime feed",
    });
    return {
      name: "sequencer",
      manifest: {
        sequencer: { feed, kind: "feed", graceSeconds, messenger, startBlock: base.startBlock },
      },
      steps: (stage, market) =>
        reports.map(({ atSeconds, isDown }) => ({
          atSeconds,
          play: () =>
            stage.send(
              relayStatus({
                ...{ messenger, feed, isDown },
                from: accounts.keeper.address,
                timestamp: market.firstTimestamp + atSeconds,
              }),
            ),
        })),
      expected: expectEvents({ abi, required: { RoundUpdated: 1 } }),
    };
  };
};
