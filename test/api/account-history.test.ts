import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { createParityStore } from "../../src/api/store/offchain-parity.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { addBlocks, removeBlocks } from "../support/api/feed-facts.ts";
import {
  ALICE,
  type Api,
  blockHash,
  blockTime,
  FIRST_BLOCK_TIME,
  type Json,
  makeApi,
  testParityStream,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { POOL_NETWORK } from "../support/api/pool-network.ts";
import { MOVING_BLOCKS, writeMovingFeeds } from "../support/api/write-moving-feeds.ts";

const A = ALPHA.chainId;
const HISTORY = `/v1/accounts/${ALICE}/history`;
const LAST_TIME = blockTime(A, MOVING_BLOCKS.alpha);
const DOUBTED_BLOCK = 900;

let api: Api;

beforeAll(async () => {
  api = await makeApi(MOVING_BLOCKS, { facts: true, network: POOL_NETWORK });
  await writeMovingFeeds(api);
  const vault = vaultMarket({
    chainId: A,
    account: ALICE,
    symbol: "WETH",
    amount: 3n * 10n ** 18n,
  });
  api.world.markets = [
    vault,
    vaultMarket({ chainId: BETA.chainId, account: ALICE, symbol: "USDC", amount: 7_000_001n }),
  ];
  const { connectionString } = api;
  await migrateOffchainTables({ connectionString, schema: DEFAULT_OFFCHAIN_SCHEMA });
  const store = createParityStore({
    ...{ db: api.database.db, schema: DEFAULT_OFFCHAIN_SCHEMA, stream: testParityStream },
  });
  await store.record({
    block: {
      ...{ chainId: A, number: BigInt(DOUBTED_BLOCK), hash: blockHash(A, DOUBTED_BLOCK) },
      timestampSeconds: 0,
    },
    comparisons: [
      {
        ...{ chainId: A, protocol: "ballast-vault", account: ALICE, marketId: vault.marketId },
        ...{ what: "balance", indexed: 1n, contract: 2n },
      },
    ],
    ...{ unread: [], at: new Date() },
  });
}, 120_000);
afterAll(() => api.close());

/** A point by the view of the past. */
async function viewed(time: number, at: string | number, more = ""): Promise<Json> {
  const { status, body } = await api.get(`/v1/accounts/${ALICE}/collateral?at=${at}${more}`);
  expect(status).toBe(200);
  const { evaluatedAt, causes, totals } = body;
  return { time, at: body.at, evaluatedAt, status: body.status, causes, totals };
}

describe("the history of an account", () => {
  it("is at each time what the view says at that time and at that vector, byte for byte", async () => {
    const from = FIRST_BLOCK_TIME + 5;
    const { status, body } = await api.get(`${HISTORY}?from=${from}&to=${LAST_TIME}&interval=157`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      account: { id: ALICE, address: ALICE, chain: null },
      chains: [`eip155:${A}`, `eip155:${BETA.chainId}`],
      ...{ from, to: LAST_TIME, interval: 157, next: null, simulated: true },
    });
    expect(body.points).toHaveLength(Math.floor((LAST_TIME - from) / 157) + 1);
    for (const [index, point] of body.points.entries()) {
      const time = from + index * 157;
      expect(JSON.stringify(point)).toBe(JSON.stringify(await viewed(time, time)));
      expect(JSON.stringify(point)).toBe(JSON.stringify(await viewed(time, point.at)));
    }
    const known = body.points.filter(({ totals }: Json) => totals.unified !== null);
    const values = new Set(known.map(({ totals }: Json) => totals.net.raw));
    expect(values.size).toBeGreaterThan(20);
    expect(known.length).toBeLessThan(body.points.length);
    for (const { status, causes, totals } of body.points) {
      if (totals.net === null) expect([status, causes.length > 0]).toEqual(["unavailable", true]);
    }
  }, 120_000);

  it("has the doubts of parity from the block on at which they were found", async () => {
    const from = blockTime(A, DOUBTED_BLOCK) - 24;
    const { body } = await api.get(`${HISTORY}?from=${from}&to=${from + 48}&interval=12`);
    const doubted = body.points.map(({ causes }: Json) =>
      causes.some(({ code }: Json) => code === "parity-mismatch"),
    );
    expect(doubted).toEqual([false, false, true, true, true]);
  });

  it("is the same in pages, and counts only the chains asked for", async () => {
    const query = `from=${FIRST_BLOCK_TIME}&to=${LAST_TIME}&interval=400`;
    const only = `&chains=eip155:${BETA.chainId}`;
    for (const more of ["", only]) {
      const all = await api.get(`${HISTORY}?${query}${more}`);
      const points: Json[] = [];
      let next = `${query}&limit=7`;
      for (;;) {
        const { body } = await api.get(`${HISTORY}?${next}${more}`);
        points.push(...body.points);
        if (body.next === null) break;
        next = `limit=9&cursor=${body.next}`;
      }
      expect(points).toEqual(all.body.points);
      const [first] = points;
      expect(first).toEqual(await viewed(FIRST_BLOCK_TIME, first.at, more));
    }
    const { body } = await api.get(`/v1/accounts/eip155:${A}:${ALICE}/history?${query}`);
    expect(body).toMatchObject({ account: { chain: `eip155:${A}` }, chains: [`eip155:${A}`] });
  });

  it("says the last day in some hundred points where nothing is asked for", async () => {
    const { body } = await api.get(HISTORY);
    expect(body).toMatchObject({ from: FIRST_BLOCK_TIME, to: LAST_TIME + 2, interval: 300 });
    expect(body.points).toHaveLength(Math.floor((LAST_TIME + 2 - FIRST_BLOCK_TIME) / 300) + 1);
    expect(body.next).toBeNull();
  });

  it("has totals of nothing for an account never seen", async () => {
    const { body } = await api.get(`/v1/accounts/0x${"77".repeat(20)}/history?limit=2`);
    expect(body.points).toHaveLength(2);
    expect(body.points[0]).toMatchObject({
      status: "ok",
      causes: [],
      totals: { net: { raw: "0" } },
    });
  });

  it.each([
    [`${HISTORY}?interval=11`, 400, "invalid-request", "query/interval"],
    [`${HISTORY}?limit=101`, 400, "invalid-request", "query/limit"],
    [`${HISTORY}?linked=true`, 400, "invalid-request", "query/linked"],
    [`${HISTORY}?from=${LAST_TIME}&to=${LAST_TIME - 1}`, 400, "invalid-request", "query/from"],
    [`${HISTORY}?cursor=x`, 400, "malformed-cursor", "query/cursor"],
    [`${HISTORY}?cursor=100-300-60-160&to=299`, 400, "conflicting-parameters", "query/to"],
    [`${HISTORY}?chains=eip155:1`, 400, "unknown-chain", "query/chains"],
    ["/v1/accounts/nobody/history", 400, "malformed-account", "path/account"],
  ])("refuses %s", async (path, status, code, pointer) => {
    const { body, status: answered } = await api.get(path);
    expect([answered, body.code]).toEqual([status, code]);
    expect(body.errors[0].pointer).toBe(pointer);
  });

  it("refuses a time before the index, and an address that may be somebody else's", async () => {
    const early = await api.get(`${HISTORY}?from=${FIRST_BLOCK_TIME - 60}`);
    expect([early.status, early.body.code]).toEqual([404, "before-index"]);
    api.world.contracts.add(`${A}:${ALICE}`);
    const ambiguous = await api.get(HISTORY);
    expect([ambiguous.status, ambiguous.body.code]).toEqual([409, "ambiguous-account"]);
    api.world.contracts.clear();
  });

  it("makes no answer of blocks that a reorg takes away meanwhile", async () => {
    const days = await makeApi({ alpha: 60, beta: 72 }, { facts: true });
    try {
      let snapshots = 0;
      const app = days.appWith({
        withSnapshot: async (read) => {
          snapshots += 1;
          if (snapshots === 3) {
            await removeBlocks(days, A, 30);
            await addBlocks(days, A, { from: 30, to: 60, fork: 1 });
          }
          return days.dependencies.withSnapshot(read);
        },
      });
      const { status, body } = await days.get(`${HISTORY}?interval=12`, app);
      expect([status, body.code]).toEqual([503, "reorganising"]);
      expect((await days.get(`${HISTORY}?interval=12`, app)).status).toBe(200);
    } finally {
      await days.close();
    }
  });
});
