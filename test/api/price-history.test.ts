import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addBlocks } from "../support/api/feed-facts.ts";
import {
  type Api,
  blockTime,
  FIRST_BLOCK_TIME,
  type Json,
  makeApi,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { POOL_NETWORK } from "../support/api/pool-network.ts";
import { MOVING_BLOCKS, writeMovingFeeds } from "../support/api/write-moving-feeds.ts";

const WETH = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[0]!.address}`;
const HISTORY = `/v1/prices/${encodeURIComponent(WETH)}/history`;
const LAST_TIME = blockTime(ALPHA.chainId, MOVING_BLOCKS.alpha);

let api: Api;

beforeAll(async () => {
  api = await makeApi(MOVING_BLOCKS, { facts: true, network: POOL_NETWORK });
  await writeMovingFeeds(api);
}, 120_000);
afterAll(() => api.close());

async function priceAt(at: string | number): Promise<Json> {
  const { status, body } = await api.get(`/v1/prices?assets=${WETH}&at=${at}`);
  expect(status).toBe(200);
  return { ...body.items[0].price, at: body.at };
}

describe("the history of a price", () => {
  it("is at each time what /v1/prices says at that time, byte for byte, over all windows", async () => {
    const from = FIRST_BLOCK_TIME + 5;
    const { status, body } = await api.get(`${HISTORY}?from=${from}&to=${LAST_TIME}&interval=97`);
    expect(status).toBe(200);
    expect(body.points).toHaveLength(Math.floor((LAST_TIME - from) / 97) + 1);
    expect(body.next).toBeNull();
    const keys = [
      "status",
      "flags",
      "low",
      "mid",
      "high",
      "asOf",
      "evaluatedAt",
      "spreadBps",
      "quorum",
    ];
    for (const [index, point] of body.points.entries()) {
      expect(point.time).toBe(from + index * 97);
      const price = await priceAt(point.time);
      expect(point.at).toBe(price.at);
      for (const key of keys) {
        expect(JSON.stringify(point[key]), `${key} at ${point.time}`).toBe(
          JSON.stringify(price[key]),
        );
      }
    }
    const statuses = new Set(body.points.map((point: Json) => point.status));
    expect([...statuses].sort()).toEqual(["circuit_open", "degraded", "no_quorum", "unavailable"]);
  }, 120_000);

  it("is the same in pages, and where it began later", async () => {
    const all = await api.get(`${HISTORY}?from=${FIRST_BLOCK_TIME}&to=${LAST_TIME}&interval=400`);
    const points: Json[] = [];
    let query = `from=${FIRST_BLOCK_TIME}&to=${LAST_TIME}&interval=400&limit=7`;
    for (;;) {
      const { body } = await api.get(`${HISTORY}?${query}`);
      points.push(...body.points);
      if (body.next === null) break;
      query = `limit=9&cursor=${body.next}`;
    }
    expect(points).toEqual(all.body.points);
    const later = await api.get(
      `${HISTORY}?from=${FIRST_BLOCK_TIME + 4_000}&to=${LAST_TIME}&interval=400`,
    );
    expect(later.body.points).toEqual(all.body.points.slice(10));
  });

  it("says the last day in some hundred points where nothing is asked for", async () => {
    const { body } = await api.get(HISTORY);
    expect(body).toMatchObject({
      asset: WETH,
      symbol: "WETH",
      priceId: "ETH/USD",
      from: FIRST_BLOCK_TIME,
      interval: 60,
      next: null,
    });
    expect(body.to).toBe(LAST_TIME + 2);
    expect(body.points.length).toBeGreaterThan(200);
    expect(body.points.length).toBeLessThanOrEqual(301);
  });

  it("takes an asset in any letter case", async () => {
    const upper = WETH.replace(/0x.*/, (address) => `0x${address.slice(2).toUpperCase()}`);
    const query = `from=${LAST_TIME - 100}&to=${LAST_TIME}&interval=50`;
    const { body } = await api.get(`/v1/prices/${encodeURIComponent(upper)}/history?${query}`);
    expect(body).toMatchObject({ asset: WETH, points: [{}, {}, {}] });
  });

  it.each([
    [`${HISTORY}?interval=11`, 400, "invalid-request", "query/interval"],
    [`${HISTORY}?limit=1001`, 400, "invalid-request", "query/limit"],
    [`${HISTORY}?limit=0`, 400, "invalid-request", "query/limit"],
    [`${HISTORY}?from=yesterday`, 400, "invalid-request", "query/from"],
    [`${HISTORY}?since=1`, 400, "invalid-request", "query/since"],
    [`${HISTORY}?from=${LAST_TIME}&to=${LAST_TIME - 1}`, 400, "invalid-request", "query/from"],
    [`${HISTORY}?cursor=x`, 400, "malformed-cursor", "query/cursor"],
    [`${HISTORY}?cursor=100-200-60-130`, 400, "malformed-cursor", "query/cursor"],
    [`${HISTORY}?cursor=100-300-60-160&to=299`, 400, "conflicting-parameters", "query/to"],
    [`${HISTORY}?to=${LAST_TIME + 9_999}`, 400, "future-time", "query/at"],
    ["/v1/prices/gold/history", 400, "malformed-asset", "path/asset"],
    [
      `/v1/prices/${encodeURIComponent(`eip155:1/erc20:0x${"7".repeat(40)}`)}/history`,
      404,
      "unknown-asset",
      "path/asset",
    ],
  ])("refuses %s", async (path, status, code, pointer) => {
    const { body, status: answered } = await api.get(path);
    expect([answered, body.code]).toEqual([status, code]);
    expect(body.errors[0].pointer).toBe(pointer);
  });

  it("ends a page after the windows that it may replay, and goes on from there", async () => {
    const days = await makeApi({ alpha: 3, beta: 3 }, { facts: true });
    try {
      for (const { chainId } of [ALPHA, BETA]) {
        await addBlocks(days, chainId, { from: 50_000, to: 50_000 });
      }
      let query = `from=${FIRST_BLOCK_TIME}&to=${FIRST_BLOCK_TIME + 360_000}&interval=3600`;
      const counts: number[] = [];
      for (;;) {
        const { body } = await days.get(`${HISTORY}?${query}`);
        counts.push(body.points.length);
        if (body.next === null) break;
        query = `cursor=${body.next}`;
      }
      expect(counts).toEqual([48, 48, 5]);
    } finally {
      await days.close();
    }
  });

  it("refuses a time before the index", async () => {
    const { status, body } = await api.get(`${HISTORY}?from=${FIRST_BLOCK_TIME - 60}`);
    expect([status, body.code]).toEqual([404, "before-index"]);
  });
});
