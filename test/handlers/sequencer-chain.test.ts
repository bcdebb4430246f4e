import { type Address, type Hex, parseEventLogs } from "viem";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chainlinkProxyAbi } from "../../abis/chainlink.ts";
import { sequencerUptimeFeedAbi } from "../../abis/sequencer-uptime-feed.ts";
import {
  prepareSequencerFeed,
  uptimeFeedArguments,
} from "../../devnet/sequencer/prepare-sequencer-feed.ts";
import { relayStatus } from "../../devnet/sequencer/relay-status.ts";
import { type SequencerReport, sequencerReject } from "../../src/api/pricing/sequencer.ts";
import { registerSequencer } from "../../src/oracles/sequencer/handlers.ts";
import { sequencerReport } from "../../src/oracles/sequencer/schema.ts";
import { createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

/*
 * Chainlink's own uptime feed of the OP stack on a local chain: two outages, the second within the
 * grace after the first. What the index makes of its logs is what the feed says at each block.
 */
const GRACE_SECONDS = 240;
const BLOCK_SECONDS = 12;

let chain: TestChain;
let feed: Address;
let messenger: Address;

beforeAll(async () => {
  const artifacts = await prepareSequencerFeed({ log: () => undefined });
  chain = await startTestChain({ chainId: 31_337, genesisTimestamp: timeOfBlock(0) });
  const { deployer } = chain;
  await nextBlock();
  messenger = await chain.deploy({ artifact: artifacts.messenger, args: [deployer.address] });
  await nextBlock();
  feed = await chain.deploy({
    artifact: artifacts.uptimeFeed,
    args: uptimeFeedArguments(deployer.address, messenger),
  });
}, 120_000);
afterAll(() => chain?.stop());

/** The next block has the time that the handlers' test blocks have. */
async function nextBlock(): Promise<number> {
  const number = Number(await chain.client.getBlockNumber({ cacheTime: 0 })) + 1;
  await chain.client.setNextBlockTimestamp({ timestamp: BigInt(timeOfBlock(number)) });
  return number;
}

async function mineTo(number: number): Promise<void> {
  while ((await nextBlock()) < number) await chain.client.mine({ blocks: 1 });
}

async function say(block: number, isDown: boolean): Promise<void> {
  await mineTo(block);
  const { from: _, ...transaction } = relayStatus({
    ...{ messenger, feed, isDown },
    from: chain.deployer.address,
    timestamp: timeOfBlock(block),
  });
  await chain.call({ to: transaction.to as Address, data: transaction.data as Hex });
}

it("restarts the grace with each restart, as the feed's own answers tell it", async () => {
  await say(30, true);
  await say(40, false);
  await say(50, true);
  await say(51, true);
  await say(52, false);
  await mineTo(80);

  const reports = await indexReports();
  const history = { graceSeconds: GRACE_SECONDS, reports };
  const verdicts = new Map<number, string | null>();
  for (let block = 2; block < 80; block += 1) {
    const [, answer, startedAt] = await chain.client.readContract({
      address: feed,
      abi: chainlinkProxyAbi,
      functionName: "latestRoundData",
      blockNumber: BigInt(block),
    });
    const now = timeOfBlock(block);
    const verdict = sequencerReject(history, now);
    const isInGrace = now - Number(startedAt) <= GRACE_SECONDS;
    expect([block, verdict]).toEqual([
      block,
      answer === 1n ? "sequencer_down" : isInGrace ? "sequencer_grace" : null,
    ]);
    verdicts.set(block, verdict);
  }
  const graceBlocks = GRACE_SECONDS / BLOCK_SECONDS;
  expect([29, 30, 39, 40, 49, 50, 51, 52].map((block) => verdicts.get(block))).toEqual([
    null,
    "sequencer_down",
    "sequencer_down",
    "sequencer_grace",
    "sequencer_grace",
    "sequencer_down",
    "sequencer_down",
    "sequencer_grace",
  ]);
  // Twenty blocks after the first restart the second's grace is still running.
  expect(verdicts.get(40 + graceBlocks + 1)).toBe("sequencer_grace");
  expect(verdicts.get(52 + graceBlocks)).toBe("sequencer_grace");
  expect(verdicts.get(52 + graceBlocks + 1)).toBeNull();
}, 120_000);

/** What the index's handlers store of the feed's logs. */
async function indexReports(): Promise<SequencerReport[]> {
  const network = testNetwork(
    testChain({
      sequencer: {
        feed: feed.toLowerCase() as Address,
        kind: "feed",
        graceSeconds: GRACE_SECONDS,
        startBlock: 1,
      },
    }),
  );
  const harness = createHandlerHarness({
    chainId: 31_337,
    register: () => registerSequencer(network),
  });
  const logs = parseEventLogs({
    abi: sequencerUptimeFeedAbi,
    logs: await chain.client.getLogs({ address: feed, fromBlock: 0n }),
  });
  for (const { eventName, args, blockNumber } of logs) {
    await harness.log(`SequencerUptimeFeed:${eventName}`, {
      address: feed.toLowerCase() as Address,
      block: Number(blockNumber),
      args,
    });
  }
  expect(logs.map(({ eventName }) => eventName)).toContain("RoundUpdated");
  return harness.rows(sequencerReport).map((row) => ({
    up: row.isUp,
    sinceSeconds: row.sinceSeconds,
    writeTimeSeconds: row.blockTimestampSeconds,
  }));
}
