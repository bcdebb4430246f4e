import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../devnet/market/create-random.ts";
import {
  addBlocks,
  addPhases,
  writeChainlink,
  writePyth,
  writeRedstone,
} from "../support/api/feed-facts.ts";
import {
  type Api,
  blockTime,
  FIRST_BLOCK_TIME,
  type Json,
  makeApi,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { POOL_NETWORK, TICK_AT_2000, writePool } from "../support/api/pool-network.ts";

const WETH = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[0]!.address}`;
const HISTORY = `/v1/prices/${encodeURIComponent(WETH)}/history`;
const BLOCKS = { alpha: 1_100, beta: 1_320 };
const LAST_TIME = blockTime(ALPHA.chainId, BLOCKS.alpha);

let api: Api;

/**
 * Three and a half hours of feeds that agree, jump, fall silent and come back, on two chains whose
 * blocks are 12 and 10 s apart, and a pool whose mean moves between its trades.
 */
beforeAll(async () => {
  api = await makeApi(BLOCKS, { facts: true, network: POOL_NETWORK });
  const random = createRandom({ seed: 7, stream: 1 });
  const near = (value: bigint) => value + BigInt(random.integer(-1_000_000, 1_000_000));
  const etherAt = (block: number) =>
    block < 300
      ? 200_000_000_000n
      : block < 420
        ? 230_000_000_000n
        : block < 700
          ? 180_000_000_000n
          : 201_000_000_000n;
  for (const chain of [ALPHA, BETA]) {
    const { chainId } = chain;
    await addPhases(api, chain);
    await writeChainlink(api, chain, { pair: "USDC/USD", block: 1, valueE8: 100_000_000n });
    for (let block = 1; block < (chain === ALPHA ? BLOCKS.alpha : BLOCKS.beta); block++) {
      const ether = etherAt(Math.round((blockTime(chainId, block) - FIRST_BLOCK_TIME) / 12));
      const silent = block > 760 && block < 1_060;
      if (random.integer(0, 40) === 0 || block === 1) {
        await writeChainlink(api, chain, { pair: "ETH/USD", block, valueE8: near(ether) });
      }
      if (random.integer(0, 12) === 0 && !silent)
        await writePyth(api, chain, { block, valueE8: near(ether) });
      if (random.integer(0, 25) === 0 && !silent) {
        await writeRedstone(api, chain, { block, valueE8: near(ether) });
      }
    }
  }
  const ticks = Array.from({ length: 60 }, (_, index) => ({
    block: 2 + index * 18,
    tick: TICK_AT_2000 + random.integer(-40, 40),
  }));
  await writePool(api, ticks);
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
