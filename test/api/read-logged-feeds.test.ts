import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPriceReader } from "../../src/api/valuation/create-price-reader.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import { chainlinkCacheAdapter } from "../../src/oracles/chainlink-cache/adapter.ts";
import {
  chainlinkCacheProxy,
  chainlinkCacheReport,
} from "../../src/oracles/chainlink-cache/schema.ts";
import { chronicleAdapter } from "../../src/oracles/chronicle/adapter.ts";
import { chronicleValue } from "../../src/oracles/chronicle/schema.ts";
import { sequencerReport } from "../../src/oracles/sequencer/schema.ts";
import { addressOf, timeOfBlock } from "../support/handler-harness.ts";
import { noHttpObservations } from "../support/no-http-observations.ts";
import { openIndexTables, TEST_CHAIN_ID, testBlock } from "../support/open-index-tables.ts";
import { MAJORS, makeFeed, makePrice } from "../support/pricing/make-feed.ts";

const chainId = TEST_CHAIN_ID;
const transactionHash = `0x${"01".repeat(32)}` as const;
const GRACE_SECONDS = 60;

let index: Awaited<ReturnType<typeof openIndexTables>>;
beforeAll(async () => {
  index = await openIndexTables({ head: 40 });
});
afterAll(() => index.close());

const written = (block: number, logIndex: number) => ({
  chainId,
  blockNumber: BigInt(block),
  logIndex,
  blockTimestampSeconds: timeOfBlock(block),
  transactionHash,
});

describe("a feed of a DataFeedsCache", () => {
  const cache = addressOf(0xca);
  const proxy = addressOf(0x1);
  const dataId = "0x01aabbccdd0003320000000000000000" as const;
  const source = { kind: "chainlink-cache", cache, dataId, proxy } as const;
  const feeds = [
    { id: "by proxy", source },
    { id: "by data id", source: { ...source, proxy: null } },
  ];

  beforeAll(async () => {
    const report = (block: number, roundId: bigint, answer: bigint) => ({
      ...written(block, 1),
      ...{ cache, dataId, roundId, answer },
      reportTimestampSeconds: BigInt(timeOfBlock(block) - 30),
    });
    await index.db
      .insert(chainlinkCacheReport)
      .values([report(2, 1n, 10n), report(5, 2n, 20n), report(9, 3n, 30n)]);
    await index.db.insert(chainlinkCacheProxy).values([
      { ...written(1, 1), cache, proxy, dataId },
      { ...written(7, 1), cache, proxy, dataId: null },
      { ...written(11, 1), cache, proxy, dataId },
    ]);
  });
  const readAt = async (block: number) => {
    const seen = await index.withSnapshot((facts) =>
      chainlinkCacheAdapter.readObservations({ facts, feeds, block: testBlock(block) }),
    );
    return feeds.map(({ id }) => [seen.get(id)?.rawValue, seen.get(id)?.superseded ?? false]);
  };

  it("is its last report, with the decimals of its id and the report's own time", async () => {
    const seen = await index.withSnapshot((facts) =>
      chainlinkCacheAdapter.readObservations({ facts, feeds, block: testBlock(6) }),
    );
    expect(seen.get("by proxy")).toMatchObject({
      rawValue: 20n,
      decimals: 18,
      sourceTimeSeconds: timeOfBlock(5) - 30,
      writeTimeSeconds: timeOfBlock(5),
      roundKey: "2",
    });
  });

  it("is superseded while its proxy shows another feed, or none", async () => {
    const unread = [undefined, false];
    expect(await readAt(1)).toEqual([unread, unread]);
    expect(await readAt(6)).toEqual([
      [20n, false],
      [20n, false],
    ]);
    expect(await readAt(8)).toEqual([
      [20n, true],
      [20n, false],
    ]);
    expect(await readAt(11)).toEqual([
      [30n, false],
      [30n, false],
    ]);
  });

  it("has a history in which a change of the proxy is written", async () => {
    const history = await index.withSnapshot((facts) =>
      chainlinkCacheAdapter.readHistory({
        facts,
        feeds,
        block: testBlock(20),
        fromSeconds: timeOfBlock(6),
      }),
    );
    const lines = (id: string) =>
      history
        .get(id)
        ?.map((one) => [one.blockNumber, one.rawValue, one.superseded ?? false])
        .filter(([block]) => (block as bigint) > 4n);
    expect(lines("by proxy")).toEqual([
      [5n, 20n, false],
      [7n, 20n, true],
      [9n, 30n, true],
      [11n, 30n, false],
    ]);
    expect(history.get("by proxy")?.[1]?.writeTimeSeconds).toBe(timeOfBlock(7));
    expect(lines("by data id")).toEqual([
      [5n, 20n, false],
      [9n, 30n, false],
    ]);
  });
});

describe("a Scribe of Chronicle", () => {
  const scribe = addressOf(0x5c);
  const feeds = [{ id: "scribe", source: { kind: "chronicle", scribe } }] as const;

  beforeAll(async () => {
    const value = (block: number, one: bigint, waitBlocks = 0, droppedBlock?: number) => ({
      ...written(block, 1),
      scribe,
      value: one,
      signedAgeSeconds: timeOfBlock(block) - 5,
      countsFromSeconds: timeOfBlock(block + waitBlocks),
      droppedBlockNumber: droppedBlock === undefined ? null : BigInt(droppedBlock),
      droppedAtSeconds: droppedBlock === undefined ? null : timeOfBlock(droppedBlock),
    });
    await index.db
      .insert(chronicleValue)
      .values([value(2, 10n), value(5, 20n, 10), value(17, 99n, 10, 20), value(22, 30n)]);
  });
  const readAt = async (block: number) => {
    const seen = await index.withSnapshot((facts) =>
      chronicleAdapter.readObservations({ facts, feeds, block: testBlock(block) }),
    );
    return seen.get("scribe")?.rawValue;
  };

  it("says what counts at the block's time", async () => {
    expect(await Promise.all([1, 2, 14, 15, 19, 20, 21, 22].map(readAt))).toEqual([
      undefined,
      10n,
      10n,
      20n,
      20n,
      20n,
      20n,
      30n,
    ]);
  });

  it("has a history of what came into force when, aged by the signatures", async () => {
    const history = await index.withSnapshot((facts) =>
      chronicleAdapter.readHistory({
        facts,
        feeds,
        block: testBlock(30),
        fromSeconds: timeOfBlock(8),
      }),
    );
    expect(
      history
        .get("scribe")
        ?.map((one) => [one.rawValue, one.writeTimeSeconds, one.sourceTimeSeconds]),
    ).toEqual([
      [10n, timeOfBlock(2), timeOfBlock(2) - 5],
      [20n, timeOfBlock(15), timeOfBlock(5) - 5],
      [30n, timeOfBlock(22), timeOfBlock(22) - 5],
    ]);
  });
});

describe("a chain's sequencer", () => {
  const feed = addressOf(0x5e);
  const cache = addressOf(0xcb);
  const dataId = "0x01aabbccdd0003320000000000000000" as const;
  const source = { kind: "chainlink-cache", cache, dataId, proxy: null } as const;
  const price = makePrice([makeFeed("l2", { chainId, source, heartbeatSeconds: 100_000 })]);
  const { pricesAt } = createPriceReader({
    methodology: {
      prices: [price],
      policies: [MAJORS],
      rates: [],
      bridgedTokens: [],
      sequencers: [{ chainId, feed, graceSeconds: GRACE_SECONDS }],
    },
    adapters: oracleAdapters,
    httpObservations: noHttpObservations,
  });
  const seenAt = async (block: number) => {
    const vector = new Map([[chainId, testBlock(block)]]);
    const prices = await index.withSnapshot((facts) =>
      pricesAt({ facts, vector, priceIds: [price.id] }),
    );
    const found = prices.get(price.id);
    return [found?.feeds[0]?.reject, found?.flags.includes("sequencer")];
  };

  beforeAll(async () => {
    await index.db.insert(chainlinkCacheReport).values({
      ...written(1, 1),
      ...{ cache, dataId, roundId: 1n, answer: 2_500n * 10n ** 18n },
      reportTimestampSeconds: BigInt(timeOfBlock(1)),
    });
    const report = (block: number, isUp: boolean) => ({
      ...written(block, 2),
      ...{ feed, isUp, sinceSeconds: timeOfBlock(block) },
    });
    await index.db
      .insert(sequencerReport)
      .values([
        report(2, true),
        report(20, false),
        report(22, true),
        report(25, false),
        report(26, true),
      ]);
  });

  it("keeps the chain's feeds from voting while it is down, and for the grace after each restart", async () => {
    const at = new Map<number, unknown>();
    for (const block of [1, 7, 8, 20, 22, 25, 26, 28, 31, 32]) at.set(block, await seenAt(block));
    expect([...at]).toEqual([
      [1, ["sequencer_down", true]],
      [7, ["sequencer_grace", true]],
      [8, [null, false]],
      [20, ["sequencer_down", true]],
      [22, ["sequencer_grace", true]],
      [25, ["sequencer_down", true]],
      [26, ["sequencer_grace", true]],
      // The first restart's grace is over, the second's is not.
      [28, ["sequencer_grace", true]],
      [31, ["sequencer_grace", true]],
      [32, [null, false]],
    ]);
  });
});
