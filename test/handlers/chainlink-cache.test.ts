import { describe, expect, it } from "vitest";
import { decimalsOfDataId } from "../../src/oracles/chainlink-cache/decimals-of-data-id.ts";
import { registerChainlinkCache } from "../../src/oracles/chainlink-cache/handlers.ts";
import {
  chainlinkCacheProxy,
  chainlinkCacheReport,
} from "../../src/oracles/chainlink-cache/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";
import { registeredEvents } from "../support/ponder-registry.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

const cache = addressOf(0xca);
const proxy = addressOf(0x1);
/** 18 decimals. */
const dataId = "0x01aabbccdd0003320000000000000000" as const;
const other = "0x01aabbccdd0003280000000000000000" as const;

function createHarness() {
  const chain = testChain({
    chainlinkCache: [
      { pair: "BTC/USD", cache, dataId, proxy, heartbeatSeconds: 3_600, startBlock: 1 },
    ],
  });
  return createHandlerHarness({
    chainId: chain.chainId,
    register: () => registerChainlinkCache(testNetwork(chain)),
  });
}

describe("a DataFeedsCache", () => {
  it("keeps the reports of the network's data ids, each with the report's own time", async () => {
    const harness = createHarness();
    const report = (block: number, id: `0x${string}`, roundId: bigint, answer: bigint) =>
      harness.log("ChainlinkCache:DecimalReportUpdated", {
        address: cache,
        block,
        args: { dataId: id, roundId, timestamp: BigInt(timeOfBlock(block) - 30), answer },
      });
    await report(5, dataId, 1n, 64_000n);
    await report(5, other, 7n, 1n);
    await report(6, dataId, 2n, 64_100n);
    expect(harness.rows(chainlinkCacheReport)).toMatchObject([
      { cache, dataId, roundId: 1n, answer: 64_000n, blockNumber: 5n },
      {
        roundId: 2n,
        answer: 64_100n,
        reportTimestampSeconds: BigInt(timeOfBlock(6) - 30),
        blockTimestampSeconds: timeOfBlock(6),
      },
    ]);
  });

  it("keeps what it shows to the network's proxies, and when it shows nothing", async () => {
    const harness = createHarness();
    const show = (name: string, block: number, one: string, id: string) =>
      harness.log(`ChainlinkCache:${name}`, {
        address: cache,
        block,
        args: { proxy: one, dataId: id },
      });
    await show("ProxyDataIdUpdated", 2, proxy, dataId);
    await show("ProxyDataIdUpdated", 2, addressOf(0x2), dataId);
    await show("ProxyDataIdRemoved", 9, proxy, dataId);
    expect(
      harness.rows(chainlinkCacheProxy).map((row) => [row.proxy, row.blockNumber, row.dataId]),
    ).toEqual([
      [proxy, 2n, dataId],
      [proxy, 9n, null],
    ]);
  });

  it("listens to no AnswerUpdated, which names no feed", () => {
    createHarness();
    expect(registeredEvents()).toEqual([
      "ChainlinkCache:DecimalReportUpdated",
      "ChainlinkCache:ProxyDataIdUpdated",
      "ChainlinkCache:ProxyDataIdRemoved",
    ]);
  });
});

describe("the decimals of a data id", () => {
  it("are byte 7 above 0x20", () => {
    expect([dataId, other].map(decimalsOfDataId)).toEqual([18, 8]);
    expect(decimalsOfDataId("0x01aabbccdd0003200000000000000000")).toBe(0);
  });

  it("are refused where the id is of no decimal report, or no data id", () => {
    expect(() => decimalsOfDataId("0x01aabbccdd0003040000000000000000")).toThrow("no decimal");
    expect(() => decimalsOfDataId("0x01aabbccdd0003610000000000000000")).toThrow("no decimal");
    expect(() => decimalsOfDataId("0x01")).toThrow("16 bytes");
  });
});
