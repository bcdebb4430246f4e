import { describe, expect, it } from "vitest";
import type { SequencerDeployment } from "../../config/network.ts";
import { registerSequencer } from "../../src/oracles/sequencer/handlers.ts";
import { sequencerReport } from "../../src/oracles/sequencer/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

const feed = addressOf(0x5e);

function createHarness(kind: SequencerDeployment["kind"]) {
  const chain = testChain({ sequencer: { feed, kind, graceSeconds: 3_600, startBlock: 3 } });
  const harness = createHandlerHarness({
    chainId: chain.chainId,
    register: () => registerSequencer(testNetwork(chain)),
  });
  return {
    reads: harness.reads,
    answers: harness.answers,
    rows: harness.rows,
    says(answer: bigint, startedAt: number) {
      harness.answers[`${feed}.latestRoundData`] = [1n, answer, BigInt(startedAt), 0n, 1n];
    },
    reports: () =>
      harness
        .rows(sequencerReport)
        .map((row) => [row.blockNumber, row.logIndex, row.isUp, row.sinceSeconds]),
    poll: (block: number) => harness.block("SequencerPoll:block", block),
    log: (name: string, block: number, args: Record<string, unknown>) =>
      harness.log(`SequencerUptimeFeed:${name}`, { address: feed, block, args }),
  };
}

describe("an uptime feed that logs", () => {
  it("gives each change with the time that it states, and that nothing has changed", async () => {
    const harness = createHarness("feed");
    await harness.log("AnswerUpdated", 5, { current: 0n, roundId: 1n, updatedAt: 100n });
    await harness.log("AnswerUpdated", 9, { current: 1n, roundId: 2n, updatedAt: 200n });
    await harness.log("RoundUpdated", 11, { status: 1n, updatedAt: 250n });
    await harness.log("AnswerUpdated", 12, { current: 0n, roundId: 3n, updatedAt: 300n });
    expect(harness.reports()).toEqual([
      [5n, 1, true, 100],
      [9n, 2, false, 200],
      [11n, 3, false, 200],
      [12n, 4, true, 300],
    ]);
    expect(harness.reads).toEqual([]);
  });

  it("is read once where it was set up before its start block", async () => {
    const harness = createHarness("feed");
    await harness.poll(2);
    expect(harness.reads).toEqual([]);
    harness.says(0n, 90);
    await harness.poll(3);
    await harness.poll(4);
    expect(harness.reports()).toEqual([[3n, -1, true, 90]]);
    expect(harness.reads).toHaveLength(1);
  });

  it("is read where it confirms what is not known", async () => {
    const harness = createHarness("feed");
    harness.says(1n, 90);
    await harness.log("RoundUpdated", 5, { status: 1n, updatedAt: 120n });
    expect(harness.reports()).toEqual([[5n, 1, false, 90]]);
  });
});

describe("a proxy", () => {
  it("is read at every poll, and its changes are kept", async () => {
    const harness = createHarness("proxy");
    for (const [block, answer, startedAt] of [
      [3, 0n, 90],
      [4, 0n, 90],
      [5, 1n, 140],
      // Up and down again since the last poll.
      [9, 1n, 180],
      [10, 0n, 190],
    ] as const) {
      harness.says(answer, startedAt);
      await harness.poll(block);
    }
    expect(harness.reports()).toEqual([
      [3n, -1, true, 90],
      [5n, -1, false, 140],
      [9n, -1, false, 180],
      [10n, -1, true, 190],
    ]);
    expect(harness.rows(sequencerReport)[1]).toMatchObject({
      feed,
      blockTimestampSeconds: timeOfBlock(5),
      transactionHash: null,
    });
  });

  it("says nothing before it is deployed, and nothing while it reverts", async () => {
    const harness = createHarness("proxy");
    await harness.poll(3);
    harness.answers[`${feed}.latestRoundData`] = Object.assign(new Error("Uninitialized"), {
      name: "ContractFunctionRevertedError",
    });
    await harness.poll(4);
    expect(harness.reports()).toEqual([]);
  });

  it("does not take another failure for silence", async () => {
    const harness = createHarness("proxy");
    harness.answers[`${feed}.latestRoundData`] = new Error("connection refused");
    await expect(harness.poll(3)).rejects.toThrow("connection refused");
  });
});
