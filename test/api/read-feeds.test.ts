import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythAdapter } from "../../src/oracles/pyth/adapter.ts";
import { pythUpdate } from "../../src/oracles/pyth/schema.ts";
import { redstoneAdapter } from "../../src/oracles/redstone/adapter.ts";
import { redstoneUpdate } from "../../src/oracles/redstone/schema.ts";
import { uniswapV3Adapter } from "../../src/oracles/uniswap-v3/adapter.ts";
import { uniswapV3Pool, uniswapV3Tick } from "../../src/oracles/uniswap-v3/schema.ts";
import { addressOf, timeOfBlock } from "../support/handler-harness.ts";
import { openIndexTables, TEST_CHAIN_ID, testBlock } from "../support/open-index-tables.ts";

const chainId = TEST_CHAIN_ID;
const contract = addressOf(0x1);
const priceId = `0x${"e7".repeat(32)}` as const;
const transactionHash = `0x${"01".repeat(32)}` as const;

let index: Awaited<ReturnType<typeof openIndexTables>>;
beforeAll(async () => {
  index = await openIndexTables({ head: 20 });
});
afterAll(() => index.close());

describe("Pyth", () => {
  const feeds = [
    { id: "here", source: { kind: "pyth", contract, priceId } },
    { id: "elsewhere", source: { kind: "pyth", contract: addressOf(0x2), priceId } },
  ] as const;

  beforeAll(async () => {
    const update = (block: number, logIndex: number, price: bigint) => ({
      chainId,
      contract,
      priceId,
      blockNumber: BigInt(block),
      logIndex,
      price,
      confidence: 7n,
      exponent: -5,
      publishTimeSeconds: BigInt(timeOfBlock(block) - 4),
      blockTimestampSeconds: timeOfBlock(block),
      transactionHash,
    });
    await index.db
      .insert(pythUpdate)
      .values([update(2, 9, 10n), update(2, 11, 20n), update(5, 1, 30n)]);
  });

  it("gives the last update with its confidence, exponent and publish time; per contract", async () => {
    const seen = await index.withSnapshot((facts) =>
      pythAdapter.readObservations({ facts, feeds, block: testBlock(4) }),
    );
    expect([...seen.keys()]).toEqual(["here"]);
    expect(seen.get("here")).toMatchObject({
      rawValue: 20n,
      rawConfidence: 7n,
      decimals: 5,
      sourceTimeSeconds: timeOfBlock(2) - 4,
      writeTimeSeconds: timeOfBlock(2),
    });
  });

  it("has its history by the time of writing", async () => {
    const history = await index.withSnapshot((facts) =>
      pythAdapter.readHistory({
        facts,
        feeds,
        block: testBlock(20),
        fromSeconds: timeOfBlock(2),
      }),
    );
    expect(history.get("here")?.map((one) => one.rawValue)).toEqual([20n, 30n]);
    expect(history.has("elsewhere")).toBe(false);
  });
});

describe("RedStone", () => {
  const feeds = [
    {
      id: "ETH/USD",
      source: { kind: "redstone", adapter: contract, dataFeedId: priceId, decimals: 8 },
    },
  ] as const;

  it("is as old as its signed time, cut to whole seconds", async () => {
    await index.db.insert(redstoneUpdate).values({
      chainId,
      adapter: contract,
      dataFeedId: priceId,
      blockNumber: 3n,
      logIndex: 1,
      value: 250n,
      dataTimestampMilliseconds: BigInt(timeOfBlock(3)) * 1_000n - 1n,
      blockTimestampSeconds: timeOfBlock(3),
      transactionHash,
    });
    const [before, after, history] = await index.withSnapshot(async (facts) => [
      await redstoneAdapter.readObservations({ facts, feeds, block: testBlock(2) }),
      await redstoneAdapter.readObservations({ facts, feeds, block: testBlock(3) }),
      await redstoneAdapter.readHistory({
        facts,
        feeds,
        block: testBlock(9),
        fromSeconds: timeOfBlock(8),
      }),
    ]);
    expect(before.size).toBe(0);
    expect(after.get("ETH/USD")).toMatchObject({
      rawValue: 250n,
      decimals: 8,
      sourceTimeSeconds: timeOfBlock(3) - 1,
      rawConfidence: null,
    });
    expect(history.get("ETH/USD")).toEqual([after.get("ETH/USD")]);
  });
});

describe("Uniswap v3", () => {
  const pool = addressOf(0x9);
  const token0 = addressOf(0x10);
  const token1 = addressOf(0x20);
  const feeds = [
    {
      id: "twap",
      source: {
        kind: "uniswap-v3",
        pool,
        baseToken: token0,
        baseDecimals: 18,
        quoteDecimals: 18,
        windowSeconds: 48,
      },
    },
  ] as const;

  beforeAll(async () => {
    await index.db.insert(uniswapV3Pool).values({
      chainId,
      pool,
      token0,
      token1,
      blockNumber: 1n,
      latestTickBlockNumber: 8n,
    });
    const tick = (block: number, value: number, tickCumulative: bigint) => ({
      chainId,
      pool,
      blockNumber: BigInt(block),
      blockTimestampSeconds: timeOfBlock(block),
      tick: value,
      tickCumulative,
      liquidity: 1n,
    });
    // 0 for 36 s, then 4 for 48 s, then 100.
    await index.db
      .insert(uniswapV3Tick)
      .values([tick(1, 0, 0n), tick(4, 4, 0n), tick(8, 100, 192n)]);
  });
  const readAt = (block: number) =>
    index.withSnapshot(async (facts) =>
      (await uniswapV3Adapter.readObservations({ facts, feeds, block: testBlock(block) })).get(
        "twap",
      ),
    );

  it("says nothing until its history covers the window", async () => {
    expect(await readAt(4)).toBeUndefined();
    expect(await readAt(5)).toMatchObject({ roundKey: "twap:48", blockNumber: 5n, logIndex: -1 });
  });

  it("is the price at the window's mean tick, as of the block's time", async () => {
    // 12 s of 0 and 36 s of 4 are a mean of 3: 1.0001^3.
    expect(await readAt(7)).toMatchObject({
      rawValue: 1_000_300_030_001_000_000n,
      decimals: 18,
      sourceTimeSeconds: timeOfBlock(7),
    });
  });

  it("has a history of the begin and each change", async () => {
    const history = await index.withSnapshot((facts) =>
      uniswapV3Adapter.readHistory({
        facts,
        feeds,
        block: testBlock(10),
        fromSeconds: timeOfBlock(7),
      }),
    );
    expect(history.get("twap")?.map((one) => one.blockNumber)).toEqual([7n, 8n]);
    expect(history.get("twap")?.[0]?.rawValue).toBe((await readAt(7))?.rawValue);
  });

  it("says at many blocks at once what it says at each", async () => {
    const blocks = [4, 5, 7, 8, 10].map(testBlock);
    const series = await index.withSnapshot(
      async (facts) => (await uniswapV3Adapter.readMoving?.({ facts, feeds, blocks })) ?? [],
    );
    expect(series).toHaveLength(blocks.length);
    for (const [position, block] of blocks.entries()) {
      expect(series[position]?.get("twap")).toEqual(await readAt(Number(block.number)));
    }
  });
});
