import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPhases, writeChainlink, writeEther, writePyth } from "../support/api/feed-facts.ts";
import {
  type Api,
  blockTime,
  FIRST_BLOCK_TIME,
  type Json,
  makeApi,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { POOL_NETWORK, TICK_AT_2000, writePool } from "../support/api/pool-network.ts";

const A = ALPHA.chainId;
const WETH = `eip155:${A}/erc20:${ALPHA.tokens[0]!.address}`;
const PYTH = `pyth:eip155:${A}:ETH/USD`;
const OBSERVATIONS = `/v1/feeds/${encodeURIComponent(PYTH)}/observations`;

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 300, beta: 360 }, { facts: true, network: POOL_NETWORK });
  for (const chain of [ALPHA, BETA]) {
    await addPhases(api, chain);
    await writeChainlink(api, chain, { pair: "USDC/USD", block: 1, valueE8: 100_000_000n });
  }
  await writeEther(api, ALPHA, { block: 2, valueE8: 200_000_000_000n });
  for (let block = 10; block <= 290; block += 10) {
    await writePyth(api, ALPHA, { block, valueE8: 200_000_000_000n + BigInt(block) });
  }
  // Two updates in one block, in the order of their logs.
  await writePyth(api, ALPHA, { block: 290, logIndex: 5, valueE8: 199_000_000_000n });
  await writePool(
    api,
    [2, 170, 250].map((block) => ({ block, tick: TICK_AT_2000 })),
  );
});
afterAll(() => api.close());

async function pages(path: string, query: string, limit: number): Promise<Json[]> {
  const items: Json[] = [];
  for (let cursor = ""; ; ) {
    const { status, body } = await api.get(`${path}?${query}&limit=${limit}${cursor}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    items.push(...body.items);
    if (body.next === null) return items;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

describe("the list of feeds", () => {
  it("has every feed of the methodology, with where it comes from and what it said last", async () => {
    const { body } = await api.get("/v1/feeds");
    const ids = body.items.map(({ id }: Json) => id);
    const feeds = api.dependencies.methodology.prices.flatMap((price) => price.feeds);
    expect(ids).toEqual(feeds.map(({ id }) => id).sort());
    expect(body.next).toBeNull();
    const pyth = body.items.find(({ id }: Json) => id === PYTH);
    expect(pyth).toMatchObject({
      kind: "pyth",
      chain: `eip155:${A}`,
      source: {
        kind: "pyth",
        ...{ contract: ALPHA.pyth!.contract, priceId: ALPHA.pyth!.feeds[0]!.priceId },
      },
      prices: ["ETH/USD"],
      quotedIn: null,
      heartbeatSeconds: 3_600,
      maximumAgeSeconds: 4_200,
      futureToleranceSeconds: 60,
      nature: "market",
      range: { minimum: { decimal: "1" }, maximum: { decimal: "1000000" } },
      upstream: ["pyth:ETH/USD"],
      last: {
        value: { decimal: "1990", raw: "199000000000", decimals: 8 },
        price: { decimal: "1990" },
        sourceTime: blockTime(A, 290) - 2,
        writeTime: blockTime(A, 290),
        receivedTime: null,
        block: 290,
        reject: null,
      },
    });
    expect(pyth.assets).toContain(WETH);
    const pool = body.items.find(({ kind }: Json) => kind === "uniswap-v3");
    expect(pool).toMatchObject({ quotedIn: "USDC/USD", source: { windowSeconds: 1_800 } });
    const silent = body.items.find(({ id }: Json) => id === `pyth:eip155:${BETA.chainId}:ETH/USD`);
    expect(silent.last).toMatchObject({ value: null, price: null, reject: "missing" });
  });

  it("is narrowed by asset, kind and chain, read at any time, and the same in pages", async () => {
    const ofAsset = await api.get(`/v1/feeds?asset=${WETH}`);
    const { body } = await api.get(`/v1/prices?assets=${WETH}`);
    expect(ofAsset.body.items.map(({ last }: Json) => last)).toEqual(
      body.items[0].price.feeds.toSorted((a: Json, b: Json) => (a.id < b.id ? -1 : 1)),
    );
    const one = await api.get(`/v1/feeds?asset=${WETH}&kind=pyth&chain=eip155:${A}`);
    expect(one.body.items.map(({ id }: Json) => id)).toEqual([PYTH]);
    const before = await api.get(`/v1/feeds?kind=pyth&chain=eip155:${A}&at=eip155:${A}:25`);
    expect(before.body.items[0].last).toMatchObject({ block: 20, value: { raw: "200000000020" } });
    const all = await api.get("/v1/feeds");
    expect(await pages("/v1/feeds", "", 3)).toEqual(all.body.items);
  });

  it.each([
    ["/v1/feeds?kind=gold", 400, "unknown-kind", "query/kind"],
    ["/v1/feeds?chain=eip155:5", 400, "unknown-chain", "query/chain"],
    ["/v1/feeds?chain=alpha", 400, "malformed-chain", "query/chain"],
    ["/v1/feeds?asset=gold", 400, "malformed-asset", "query/asset"],
    [`/v1/feeds?asset=eip155:1/erc20:0x${"7".repeat(40)}`, 404, "unknown-asset", "query/asset"],
    ["/v1/feeds?limit=201", 400, "invalid-request", "query/limit"],
    ["/v1/feeds/gold/observations", 404, "unknown-feed", "path/id"],
    [`${OBSERVATIONS}?cursor=x`, 400, "malformed-cursor", "query/cursor"],
    [`${OBSERVATIONS}?from=9&to=8`, 400, "invalid-request", "query/from"],
    [`${OBSERVATIONS}?limit=1001`, 400, "invalid-request", "query/limit"],
  ])("refuses %s", async (path, status, code, pointer) => {
    const { body, status: answered } = await api.get(path);
    expect([answered, body.code]).toEqual([status, code]);
    expect(body.errors[0].pointer).toBe(pointer);
  });
});

describe("what a feed said", () => {
  it("comes newest first, with exact raw values, times, block, transaction and round", async () => {
    const { body } = await api.get(`${OBSERVATIONS}?limit=2`);
    expect(body.feed).toBe(PYTH);
    expect(body.items).toEqual([
      {
        value: { decimal: "1990", raw: "199000000000", decimals: 8 },
        confidence: { decimal: "0.995", raw: "99500000", decimals: 8 },
        sourceTime: blockTime(A, 290) - 2,
        writeTime: blockTime(A, 290),
        receivedTime: null,
        block: 290,
        logIndex: 5,
        transaction: `0x${"cd".repeat(32)}`,
        round: String(blockTime(A, 290) - 2),
      },
      expect.objectContaining({ block: 290, logIndex: 2 }),
    ]);
    expect(body.at).toContain(`eip155:${A}:300~`);
  });

  it("is whole in pages of any size", async () => {
    const blocks = [290, ...Array.from({ length: 29 }, (_, index) => 290 - index * 10), 2];
    for (const limit of [1, 2, 7, 1_000]) {
      const items = await pages(OBSERVATIONS, "", limit);
      expect(items.map(({ block }) => block)).toEqual(blocks);
    }
  });

  it("is that of a time, both ends included", async () => {
    const from = blockTime(A, 20);
    const to = blockTime(A, 50);
    const items = await pages(OBSERVATIONS, `from=${from}&to=${to}`, 2);
    expect(items.map(({ block }) => block)).toEqual([50, 40, 30, 20]);
    const none = await api.get(`${OBSERVATIONS}?from=${from + 1}&to=${from + 2}`);
    expect(none.body).toMatchObject({ items: [], next: null });
    const early = await api.get(`${OBSERVATIONS}?to=${FIRST_BLOCK_TIME - 5}`);
    expect([early.status, early.body.code]).toEqual([404, "before-index"]);
  });

  it("is of a pool's mean what it was at each change", async () => {
    const { body } = await api.get(`/v1/feeds?kind=uniswap-v3`);
    const items = await pages(
      `/v1/feeds/${encodeURIComponent(body.items[0].id)}/observations`,
      "",
      1,
    );
    expect(items.map(({ block, round }) => [block, round])).toEqual([
      [250, "twap:1800"],
      [170, "twap:1800"],
    ]);
  });
});
