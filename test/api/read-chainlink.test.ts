import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainlinkAdapter } from "../../src/oracles/chainlink/adapter.ts";
import { chainlinkAnswer, chainlinkPhase } from "../../src/oracles/chainlink/schema.ts";
import { addressOf, timeOfBlock } from "../support/handler-harness.ts";
import { openIndexTables, TEST_CHAIN_ID, testBlock } from "../support/open-index-tables.ts";

const proxy = addressOf(0x1);
const first = addressOf(0x11);
const second = addressOf(0x12);
const feeds = [
  { id: "ETH/USD", source: { kind: "chainlink", proxy } },
  { id: "silent", source: { kind: "chainlink", proxy: addressOf(0x2) } },
] as const;

let index: Awaited<ReturnType<typeof openIndexTables>>;

beforeAll(async () => {
  index = await openIndexTables({ head: 12 });
  const phase = { chainId: TEST_CHAIN_ID, proxy, description: "ETH / USD" };
  await index.db.insert(chainlinkPhase).values([
    { ...phase, phaseId: 1, aggregator: first, answersOf: first, decimals: 8, blockNumber: 1n },
    { ...phase, phaseId: 2, aggregator: second, answersOf: second, decimals: 18, blockNumber: 6n },
  ]);
  const answer = (
    aggregator: `0x${string}`,
    block: number,
    logIndex: number,
    roundId: bigint,
    value: bigint,
  ) => ({
    chainId: TEST_CHAIN_ID,
    aggregator,
    blockNumber: BigInt(block),
    logIndex,
    roundId,
    answer: value,
    updatedAtSeconds: BigInt(timeOfBlock(block)),
    blockTimestampSeconds: timeOfBlock(block),
    transactionHash: null,
  });
  await index.db.insert(chainlinkAnswer).values([
    answer(first, 1, -1, 4n, 100n),
    answer(first, 3, 2, 5n, 101n),
    answer(first, 3, 10, 5n, 102n),
    // The next phase's aggregator speaks before the proxy follows it, the old one goes on after that.
    answer(second, 4, 0, 1n, 900n),
    answer(second, 6, -1, 1n, 900n),
    answer(first, 7, 0, 6n, 103n),
    answer(second, 8, 0, 2n, 901n),
  ]);
});
afterAll(() => index.close());

const readAt = (block: number) =>
  index.withSnapshot((facts) =>
    chainlinkAdapter.readObservations({ facts, feeds, block: testBlock(block) }),
  );

describe("a proxy's observation", () => {
  it("is the last answer in the log order of the block", async () => {
    expect((await readAt(5)).get("ETH/USD")).toMatchObject({
      rawValue: 102n,
      decimals: 8,
      blockNumber: 3n,
      logIndex: 10,
      sourceTimeSeconds: timeOfBlock(3),
      roundKey: String((1n << 64n) | 5n),
    });
  });

  it("comes from the aggregator of the proxy's phase at the block, with that phase's decimals", async () => {
    expect((await readAt(6)).get("ETH/USD")).toMatchObject({ rawValue: 900n, decimals: 18 });
    expect((await readAt(7)).get("ETH/USD")).toMatchObject({
      rawValue: 900n,
      roundKey: String((2n << 64n) | 1n),
    });
  });

  it("is absent for a proxy that never spoke", async () => {
    expect([...(await readAt(12)).keys()]).toEqual(["ETH/USD"]);
    expect((await readAt(0)).size).toBe(0);
  });
});

describe("a proxy's history", () => {
  const readHistory = (fromSeconds: number, block: number) =>
    index.withSnapshot(async (facts) => {
      const histories = await chainlinkAdapter.readHistory({
        facts,
        feeds,
        block: testBlock(block),
        fromSeconds,
      });
      return histories.get("ETH/USD")?.map((one) => [one.blockNumber, one.rawValue]);
    });

  it("begins with what stood at its begin, and follows the phases", async () => {
    expect(await readHistory(timeOfBlock(2) + 3, 12)).toEqual([
      [1n, 100n],
      [3n, 101n],
      [3n, 102n],
      [6n, 900n],
      [8n, 901n],
    ]);
  });

  it("has what stood alone where nothing came after, and everything where it begins before the index", async () => {
    expect(await readHistory(timeOfBlock(9), 12)).toEqual([[8n, 901n]]);
    expect(await readHistory(0, 5)).toEqual([
      [1n, 100n],
      [3n, 101n],
      [3n, 102n],
    ]);
  });
});

describe("the two proxies of an SVR aggregator", () => {
  const dual = addressOf(0x30);
  const proxies = [addressOf(0x31), addressOf(0x32)] as const;
  const svrFeeds = proxies.map((one, index) => ({
    id: ["standard", "svr"][index]!,
    source: { kind: "chainlink", proxy: one } as const,
  }));

  beforeAll(async () => {
    await index.db.insert(chainlinkPhase).values(
      proxies.map((one) => ({
        ...{ chainId: TEST_CHAIN_ID, proxy: one, answersOf: one, description: "ETH / USD" },
        ...{ phaseId: 1, aggregator: dual, decimals: 8, blockNumber: 1n },
      })),
    );
    const shown = (one: `0x${string}`, block: number, value: bigint) => ({
      ...{ chainId: TEST_CHAIN_ID, aggregator: one, logIndex: -1, answer: value },
      blockNumber: BigInt(block),
      roundId: value,
      updatedAtSeconds: BigInt(timeOfBlock(block)),
      blockTimestampSeconds: timeOfBlock(block),
      transactionHash: null,
    });
    await index.db
      .insert(chainlinkAnswer)
      .values([shown(proxies[0], 2, 10n), shown(proxies[1], 2, 10n), shown(proxies[0], 4, 11n)]);
  });

  it("each have what they show, of one aggregator", async () => {
    const read = (block: number) =>
      index.withSnapshot(async (facts) => {
        const seen = await chainlinkAdapter.readObservations({
          facts,
          feeds: svrFeeds,
          block: testBlock(block),
        });
        return svrFeeds.map(({ id }) => seen.get(id)?.rawValue);
      });
    expect(await read(3)).toEqual([10n, 10n]);
    expect(await read(5)).toEqual([11n, 10n]);
    const histories = await index.withSnapshot((facts) =>
      chainlinkAdapter.readHistory({ facts, feeds: svrFeeds, block: testBlock(5), fromSeconds: 0 }),
    );
    expect(svrFeeds.map(({ id }) => histories.get(id)?.map((one) => one.rawValue))).toEqual([
      [10n, 11n],
      [10n],
    ]);
  });
});
