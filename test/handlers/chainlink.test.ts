import { describe, expect, it } from "vitest";
import { registerChainlink } from "../../src/oracles/chainlink/handlers.ts";
import { chainlinkAnswer, chainlinkPhase } from "../../src/oracles/chainlink/schema.ts";
import { addressOf, createHandlerHarness } from "../support/handler-harness.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

const proxy = addressOf(0x1);
const first = addressOf(0x11);
const second = addressOf(0x12);

/** What the proxy shows of a phase; null for an aggregator without an answer. */
function phase(phaseId: number, aggregator: string, round: { id: bigint; answer: bigint } | null) {
  const reverted = Object.assign(new Error("No data present"), {
    name: "ContractFunctionRevertedError",
  });
  return {
    [`${proxy}.phaseId`]: phaseId,
    [`${proxy}.aggregator`]: aggregator,
    [`${proxy}.decimals`]: 8,
    [`${proxy}.description`]: "ETH / USD",
    [`${proxy}.latestRoundData`]:
      round === null
        ? reverted
        : [(BigInt(phaseId) << 64n) | round.id, round.answer, 900n, 900n + round.id, 0n],
  };
}

function createHarness() {
  const chain = testChain({
    chainlink: [
      { pair: "ETH/USD", proxy, aggregators: [first], heartbeatSeconds: 3_600, startBlock: 3 },
    ],
  });
  return createHandlerHarness({
    chainId: chain.chainId,
    register: () => registerChainlink(testNetwork(chain)),
  });
}

const answersOf = (harness: ReturnType<typeof createHarness>) =>
  harness
    .rows(chainlinkAnswer)
    .map((row) => [row.aggregator, row.blockNumber, row.logIndex, row.roundId, row.answer]);

describe("the poll of a proxy", () => {
  it("stores a phase with the answer of that moment, once", async () => {
    const harness = createHarness();
    Object.assign(harness.answers, phase(1, first, { id: 7n, answer: 2_000n }));
    await harness.block("ChainlinkPoll:block", 3);
    await harness.block("ChainlinkPoll:block", 4);
    expect(harness.rows(chainlinkPhase)).toMatchObject([
      { proxy, phaseId: 1, aggregator: first, decimals: 8, blockNumber: 3n },
    ]);
    expect(answersOf(harness)).toEqual([[first, 3n, -1, 7n, 2_000n]]);
  });

  it.each([
    ["OffchainAggregator", "minAnswer", "maxAnswer"],
    ["FluxAggregator", "minSubmissionValue", "maxSubmissionValue"],
  ])("stores the range of a phase's %s", async (_, minimum, maximum) => {
    const harness = createHarness();
    Object.assign(harness.answers, phase(1, first, { id: 7n, answer: 2_000n }), {
      [`${first}.${minimum}`]: 100n,
      [`${first}.${maximum}`]: 9_000n,
    });
    await harness.block("ChainlinkPoll:block", 3);
    await harness.block("ChainlinkPoll:block", 4);
    expect(harness.rows(chainlinkPhase)).toMatchObject([
      { minimumAnswer: 100n, maximumAnswer: 9_000n },
    ]);
  });

  it("stores no range of an aggregator that states none", async () => {
    const harness = createHarness();
    Object.assign(harness.answers, phase(1, first, { id: 7n, answer: 2_000n }));
    await harness.block("ChainlinkPoll:block", 3);
    expect(harness.rows(chainlinkPhase)).toMatchObject([
      { minimumAnswer: null, maximumAnswer: null },
    ]);
  });

  it("asks nothing of a proxy before its start block, nor of one that is not deployed yet", async () => {
    const harness = createHarness();
    await harness.block("ChainlinkPoll:block", 2);
    expect(harness.reads).toEqual([]);
    await harness.block("ChainlinkPoll:block", 3);
    expect(harness.rows(chainlinkPhase)).toEqual([]);
  });

  it("stores the phase of an aggregator that has no answer yet", async () => {
    const harness = createHarness();
    Object.assign(harness.answers, phase(1, first, null));
    await harness.block("ChainlinkPoll:block", 3);
    expect(harness.rows(chainlinkPhase)).toMatchObject([{ phaseId: 1, aggregator: first }]);
    expect(answersOf(harness)).toEqual([]);
  });

  it("does not take another failure for an answer that is missing", async () => {
    const harness = createHarness();
    Object.assign(harness.answers, phase(1, first, null), {
      [`${proxy}.latestRoundData`]: new Error("connection refused"),
    });
    await expect(harness.block("ChainlinkPoll:block", 3)).rejects.toThrow("connection refused");
  });

  it("reads every change of an aggregator that is not subscribed, so that a new phase is never stale", async () => {
    const harness = createHarness();
    Object.assign(harness.answers, phase(1, first, { id: 7n, answer: 2_000n }));
    await harness.block("ChainlinkPoll:block", 3);
    Object.assign(harness.answers, phase(2, second, { id: 1n, answer: 2_010n }));
    await harness.block("ChainlinkPoll:block", 5);
    await harness.block("ChainlinkPoll:block", 6);
    Object.assign(harness.answers, phase(2, second, { id: 2n, answer: 2_020n }));
    await harness.block("ChainlinkPoll:block", 7);
    await harness.block("ChainlinkPoll:block", 8);
    expect(answersOf(harness)).toEqual([
      [first, 3n, -1, 7n, 2_000n],
      [second, 5n, -1, 1n, 2_010n],
      [second, 7n, -1, 2n, 2_020n],
    ]);
    expect(harness.rows(chainlinkPhase).map((row) => [row.phaseId, row.blockNumber])).toEqual([
      [1, 3n],
      [2, 5n],
    ]);
  });
});

describe("an aggregator's log", () => {
  it("is an answer by its log, so that a round answered twice is two answers", async () => {
    const harness = createHarness();
    for (const current of [2_001n, 2_003n]) {
      await harness.log("ChainlinkAggregator:AnswerUpdated", {
        address: first,
        block: 9,
        args: { current, roundId: 8n, updatedAt: 1_000n },
      });
    }
    expect(answersOf(harness)).toEqual([
      [first, 9n, 1, 8n, 2_001n],
      [first, 9n, 2, 8n, 2_003n],
    ]);
  });

  it("that begins a round reads the answer which the round before, timed out, has now", async () => {
    const harness = createHarness();
    const begin = (roundId: bigint, startedBy: string) =>
      harness.log("ChainlinkAggregator:NewRound", {
        address: first,
        block: 12,
        args: { roundId, startedBy, startedAt: 1n },
      });
    const latest = (answeredInRound: bigint) => ({
      [`${first}.latestRoundData`]: [46n, 1_692n, 900n, 1_100n, answeredInRound],
    });
    Object.assign(harness.answers, latest(46n));
    await begin(47n, addressOf(0x77));
    expect(answersOf(harness)).toEqual([]);
    Object.assign(harness.answers, latest(45n));
    await begin(47n, addressOf(0x77));
    expect(answersOf(harness)).toEqual([[first, 12n, 2, 46n, 1_692n]]);
    const reads = harness.reads.length;
    await begin(48n, addressOf(0));
    expect(harness.reads).toHaveLength(reads);
  });
});

describe("the two proxies of an SVR aggregator", () => {
  const dual = addressOf(0x13);
  const secondary = addressOf(0x2);
  const feed = { pair: "ETH/USD", aggregators: [dual], heartbeatSeconds: 3_600, startBlock: 3 };

  function createSvrHarness() {
    const chain = testChain({
      chainlink: [
        { ...feed, proxy, svr: "standard" },
        { ...feed, proxy: secondary, svr: "secondary" },
      ],
    });
    const harness = createHandlerHarness({
      chainId: chain.chainId,
      register: () => registerChainlink(testNetwork(chain)),
    });
    const shows = (one: string, round: bigint, answer: bigint) => {
      const answers = phase(1, dual, { id: round, answer });
      for (const [name, value] of Object.entries(answers))
        harness.answers[name.replace(proxy, one)] = value;
    };
    const log = (name: string, block: number) =>
      harness.log(`ChainlinkDualAggregator:${name}`, { address: dual, block, args: {} });
    const answersOfProxy = (one: string) =>
      harness
        .rows(chainlinkAnswer)
        .filter((row) => row.aggregator === one)
        .map((row) => [row.blockNumber, row.roundId, row.answer]);
    return { harness, shows, log, answersOfProxy };
  }

  it("have what each shows at each log, not what the aggregator was answered", async () => {
    const { harness, shows, log, answersOfProxy } = createSvrHarness();
    shows(proxy, 1n, 2_000n);
    shows(secondary, 1n, 2_000n);
    await harness.block("ChainlinkPoll:block", 3);
    // A report for the standard feed: the secondary one does not show it yet.
    shows(proxy, 2n, 2_010n);
    await log("AnswerUpdated", 5);
    // It is auctioned and comes by the secondary feed as well.
    shows(secondary, 2n, 2_010n);
    await log("SecondaryRoundIdUpdated", 6);
    // A report by the secondary feed, which the standard one shows from the next block on.
    shows(secondary, 3n, 2_020n);
    await log("SecondaryRoundIdUpdated", 8);
    await log("AnswerUpdated", 8);
    shows(proxy, 3n, 2_020n);
    await log("PrimaryFeedUnlocked", 9);
    expect(answersOfProxy(proxy)).toEqual([
      [3n, 1n, 2_000n],
      [5n, 2n, 2_010n],
      [9n, 3n, 2_020n],
    ]);
    expect(answersOfProxy(secondary)).toEqual([
      [3n, 1n, 2_000n],
      [6n, 2n, 2_010n],
      [8n, 3n, 2_020n],
    ]);
    expect(answersOfProxy(dual)).toEqual([]);
    expect(harness.rows(chainlinkPhase).map((row) => [row.aggregator, row.answersOf])).toEqual([
      [dual, proxy],
      [dual, secondary],
    ]);
  });

  it("are polled though their aggregator is known: the cut-off time passes without a log", async () => {
    const { harness, shows, answersOfProxy } = createSvrHarness();
    shows(proxy, 2n, 2_010n);
    shows(secondary, 1n, 2_000n);
    await harness.block("ChainlinkPoll:block", 3);
    await harness.block("ChainlinkPoll:block", 4);
    shows(secondary, 2n, 2_010n);
    await harness.block("ChainlinkPoll:block", 5);
    expect(answersOfProxy(secondary)).toEqual([
      [3n, 1n, 2_000n],
      [5n, 2n, 2_010n],
    ]);
  });
});
