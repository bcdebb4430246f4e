import { describe, expect, it } from "vitest";
import { registerPyth } from "../../src/oracles/pyth/handlers.ts";
import { pythPriceId, pythUpdate } from "../../src/oracles/pyth/schema.ts";
import { registerRedstone } from "../../src/oracles/redstone/handlers.ts";
import { redstoneUpdate } from "../../src/oracles/redstone/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

const contract = addressOf(0x1);
const eth = `0x${"e7".repeat(32)}` as const;
const btc = `0x${"b7".repeat(32)}` as const;

describe("Pyth", () => {
  it("reads the exponent, which the log lacks, at the first update of an id only", async () => {
    const harness = createHandlerHarness({
      chainId: 1,
      register: registerPyth,
      answers: {
        [`${contract}.getPriceUnsafe`]: { price: 1n, conf: 1n, expo: -8, publishTime: 9n },
      },
    });
    for (const [block, id] of [
      [5, eth],
      [6, eth],
      [6, btc],
    ] as const) {
      await harness.log("Pyth:PriceFeedUpdate", {
        address: contract,
        block,
        args: { id, publishTime: 1_699_999_999n, price: -5n, conf: 3n },
      });
    }
    expect(harness.rows(pythPriceId).map((row) => [row.priceId, row.exponent])).toEqual([
      [eth, -8],
      [btc, -8],
    ]);
    expect(harness.reads).toHaveLength(2);
    expect(harness.rows(pythUpdate)[1]).toMatchObject({
      priceId: eth,
      blockNumber: 6n,
      price: -5n,
      confidence: 3n,
      exponent: -8,
      publishTimeSeconds: 1_699_999_999n,
      blockTimestampSeconds: timeOfBlock(6),
    });
  });
});

const feed = (dataFeedId: `0x${string}`) => ({
  pair: "ETH/USD",
  adapter: contract,
  dataFeedId,
  decimals: 8,
  heartbeatSeconds: 60,
  startBlock: 1,
});

function redstone(feeds: `0x${string}`[]) {
  const chain = testChain({ redstone: feeds.map(feed) });
  return createHandlerHarness({
    chainId: chain.chainId,
    register: () => registerRedstone(testNetwork(chain)),
    answers: {
      [`${contract}.getTimestampsFromLatestUpdate`]: [1_699_999_998_500n, 1n],
      [`${contract}.getLastUpdateDetails`]: (id: unknown) => [id === eth ? 11n : 22n, 1n, 1n],
    },
  });
}

describe("RedStone", () => {
  it("stores a single feed's answer with the signed time, in milliseconds", async () => {
    const harness = redstone([eth]);
    await harness.log("RedstoneAdapter:AnswerUpdated", {
      address: contract,
      block: 5,
      args: { current: 300n, roundId: 1n, updatedAt: 1n },
    });
    expect(harness.rows(redstoneUpdate)).toMatchObject([
      { dataFeedId: eth, value: 300n, dataTimestampMilliseconds: 1_699_999_998_500n },
    ]);
  });

  it("stores of an adapter with many feeds those of the network", async () => {
    const harness = redstone([eth]);
    for (const dataFeedId of [eth, btc]) {
      await harness.log("RedstoneAdapter:ValueUpdate", {
        address: contract,
        block: 5,
        args: { value: 300n, dataFeedId, updatedAt: 1n },
      });
    }
    expect(harness.rows(redstoneUpdate)).toMatchObject([
      { dataFeedId: eth, dataTimestampMilliseconds: 11n },
    ]);
  });

  it("refuses an answer that could be of several feeds", async () => {
    const harness = redstone([eth, btc]);
    await expect(
      harness.log("RedstoneAdapter:AnswerUpdated", {
        address: contract,
        block: 5,
        args: { current: 300n, roundId: 1n, updatedAt: 1n },
      }),
    ).rejects.toMatchObject({ code: "redstone-feed-ambiguous" });
  });
});
