import { eq } from "drizzle-orm";
import { Client } from "pg";
import pino from "pino";
import type { Hex } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashMethodology, methodologyText } from "../../src/api/methodology/hash-methodology.ts";
import type { HashedMethodology } from "../../src/api/methodology/methodology.ts";
import { registrationLoop } from "../../src/api/methodology/registration-loop.ts";
import { methodologyTables } from "../../src/api/store/methodology-tables.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { registerMethodology } from "../../src/api/store/register-methodology.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import {
  ALICE,
  type Api,
  blockRow,
  blockTime,
  makeApi,
  makeHead,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, NETWORK } from "../support/api/make-network.ts";

const { methodologyVersion } = methodologyTables(DEFAULT_OFFCHAIN_SCHEMA);
const HEAD = 20;
const ACTIVATION = HEAD + 5;

let api: Api;
let own: HashedMethodology;
/** As this release's own, but nothing is taken off what is locked. */
let next: HashedMethodology;

beforeAll(async () => {
  api = await makeApi({ alpha: HEAD, beta: HEAD });
  own = api.dependencies.methodology;
  const { hash: _, ...rules } = own;
  const changed = {
    ...rules,
    version: "next",
    riskProfiles: rules.riskProfiles.map((profile) => ({ ...profile, haircutBps: 0 })),
    assets: rules.assets.map((asset) => ({ ...asset, haircutBps: 0 })),
  };
  next = { ...changed, hash: hashMethodology(changed) };
  api.world.markets = [
    vaultMarket({ chainId: ALPHA.chainId, account: ALICE, symbol: "USDC", amount: 1_000_000n }),
  ];
});
afterAll(() => api.close());

const register = (methodology: HashedMethodology) =>
  registerMethodology({
    db: api.database.db,
    schema: DEFAULT_OFFCHAIN_SCHEMA,
    network: NETWORK,
    methodology,
    now: new Date("2026-11-26T00:00:00Z"),
  });
const mine = (...numbers: number[]) =>
  api.database.db
    .insert(chainBlock)
    .values(numbers.map((number) => blockRow(ALPHA.chainId, number)));
const atBlock = (number: number) =>
  `/v1/accounts/${ALICE}/collateral?at=eip155:${ALPHA.chainId}:${number}`;

describe("without anything registered", () => {
  it("is this release's own, also before the tables exist", async () => {
    const { body } = await api.get("/v1/methodology");
    expect(body).toMatchObject({ hash: own.hash, versions: [] });
    expect((await api.get(atBlock(3))).body.methodology.hash).toBe(own.hash);
    expect((await api.get(`/v1/methodology/${next.hash}`)).status).toBe(404);
  });
});

describe("registered methodologies", () => {
  beforeAll(() =>
    migrateOffchainTables({
      connectionString: api.connectionString,
      schema: DEFAULT_OFFCHAIN_SCHEMA,
    }),
  );
  beforeEach(async () => {
    await api.database.db.delete(methodologyVersion);
    await api.database.db.execute(`DELETE FROM chain_block WHERE number > ${HEAD}`);
    api.world.heads.set(ALPHA.chainId, makeHead(ALPHA.chainId, HEAD));
  });

  it("are in force from the beginning first, then from a block that nobody has had an answer at", async () => {
    expect(await register(own)).toEqual({ registered: true, activationBlockNumber: null });
    expect(await register(own)).toEqual({ registered: false, activationBlockNumber: null });
    const before = (await api.get(atBlock(HEAD))).body;
    expect(await register(next)).toEqual({
      registered: true,
      activationBlockNumber: BigInt(ACTIVATION),
    });
    expect((await api.get(atBlock(HEAD))).body).toEqual(before);

    await mine(21, 22, 23, 24, 25);
    api.world.heads.set(ALPHA.chainId, makeHead(ALPHA.chainId, ACTIVATION));
    const [last, first] = await Promise.all(
      [ACTIVATION - 1, ACTIVATION].map(async (number) => (await api.get(atBlock(number))).body),
    );
    expect(last.methodology).toEqual(before.methodology);
    expect(first.methodology).toEqual({
      version: "next",
      hash: next.hash,
      url: `/v1/methodology/${next.hash}`,
    });
    const haircut = (body: typeof first) => body.markets[0].positions[0].haircutBps;
    expect(haircut(last)).toBeGreaterThan(0);
    expect(haircut(first)).toBe(0);
    const prices = await api.get(`/v1/prices?at=eip155:${ALPHA.chainId}:${ACTIVATION}`);
    expect(prices.body.methodology.hash).toBe(next.hash);
    expect(prices.body.items[0].haircutBps).toBe(0);
  });

  it("each rule their part of a history, and end the streams that began under another", async () => {
    await register(own);
    const { body: listed } = await api.get("/v1/prices");
    const { asset } = listed.items[0];
    const stream = await api.dependencies.priceStream.open({
      asked: [],
      lastEventId: undefined,
      disconnect: undefined,
    });
    const reader = stream.getReader();
    await register(next);
    await mine(21, 22, 23, 24, 25);
    api.world.heads.set(ALPHA.chainId, makeHead(ALPHA.chainId, ACTIVATION));
    // Up to here: the stream has seen the blocks from the activation on.
    while (!(await reader.read()).done);

    const [from, to] = [HEAD, ACTIVATION].map((number) => blockTime(ALPHA.chainId, number));
    const { body } = await api.get(
      `/v1/prices/${encodeURIComponent(asset)}/history?from=${from}&to=${to}&interval=12`,
    );
    const activation = blockTime(ALPHA.chainId, ACTIVATION);
    expect(body.points).toHaveLength(6);
    expect(
      body.methodologies.map((one: { from: number; hash: Hex }) => [one.from, one.hash]),
    ).toEqual([
      [from, own.hash],
      [activation, next.hash],
    ]);
  });

  it("are all served by hash, and listed with what they begin at", async () => {
    await register(own);
    await register(next);
    for (const { hash, version } of [own, next]) {
      const { body } = await api.get(`/v1/methodology/${hash}`);
      expect(body).toMatchObject({ hash, methodology: { version } });
    }
    const { body } = await api.get("/v1/methodology");
    expect(body.hash).toBe(own.hash);
    expect(body.versions).toEqual([
      {
        version: "next",
        hash: next.hash,
        url: `/v1/methodology/${next.hash}`,
        activation: { chain: `eip155:${ALPHA.chainId}`, block: ACTIVATION },
        registeredAt: "2026-11-26T00:00:00.000Z",
      },
      {
        version: own.version,
        hash: own.hash,
        url: `/v1/methodology/${own.hash}`,
        activation: null,
        registeredAt: "2026-11-26T00:00:00.000Z",
      },
    ]);
  });

  it("go back to an earlier one by a row of its own", async () => {
    await register(own);
    await register(next);
    await mine(21, 22, 23, 24, 25);
    expect(await register(own)).toEqual({ registered: true, activationBlockNumber: 30n });
    await mine(26, 27, 28, 29, 30);
    api.world.heads.set(ALPHA.chainId, makeHead(ALPHA.chainId, 30));
    const hashes = await Promise.all(
      [24, 29, 30].map(async (number) => (await api.get(atBlock(number))).body.methodology.hash),
    );
    expect(hashes).toEqual([own.hash, next.hash, own.hash]);
  });

  it("are registered once by processes that start together", async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => register(own)));
    expect(results.filter(({ registered }) => registered)).toHaveLength(1);
    expect(await api.database.db.select().from(methodologyVersion)).toHaveLength(1);
  });

  it("are refused where a price is off its reference, and registered once where none is", async () => {
    let off = new Set(["ETH/USD"]);
    const loop = registrationLoop({
      db: api.database.db,
      schema: DEFAULT_OFFCHAIN_SCHEMA,
      network: NETWORK,
      methodology: own,
      withSnapshot: api.database.withSnapshot,
      prices: { offReference: async () => off },
      now: () => new Date("2026-11-26T00:00:00Z"),
      logger: pino({ level: "silent" }),
    });
    const run = () => loop.run(() => true);
    await expect(run()).rejects.toMatchObject({
      code: "methodology-refused",
      message: expect.stringContaining("ETH/USD more than 20 % off"),
    });
    expect(await api.database.db.select().from(methodologyVersion)).toEqual([]);
    off = new Set();
    await run();
    await run();
    expect(await api.database.db.select().from(methodologyVersion)).toHaveLength(1);
    // A newer release registers beside it: the older one does not take it back.
    await register(next);
    await run();
    expect(await api.database.db.select().from(methodologyVersion)).toHaveLength(2);
  });

  it("begin after blocks that are being indexed meanwhile, or are tried again", async () => {
    await register(own);
    const client = new Client({ connectionString: api.connectionString });
    await client.connect();
    try {
      await client.query("SET search_path = api_test");
      const { chainId, number, hash, parentHash, timestampSeconds } = blockRow(ALPHA.chainId, 21);
      const insert =
        "INSERT INTO chain_block (chain_id, number, hash, parent_hash, timestamp_seconds) VALUES ($1, $2, $3, $4, $5)";
      const values = [chainId, number, hash, parentHash, timestampSeconds];
      await client.query("BEGIN");
      await client.query(insert, values);
      await expect(register(next)).rejects.toThrow();
      expect(await api.database.db.select().from(methodologyVersion)).toHaveLength(1);
      const waiting = register(next);
      await client.query("COMMIT");
      expect(await waiting).toEqual({ registered: true, activationBlockNumber: 26n });
    } finally {
      await client.end();
    }
  });

  it("make answers wait for a release that knows them", async () => {
    await register(own);
    const { hash: _, ...rules } = own;
    const unknown = {
      ...rules,
      prices: rules.prices.map((price) => ({
        ...price,
        feeds: price.feeds.map((feed) => ({ ...feed, source: { ...feed.source, kind: "later" } })),
      })),
    } as unknown as HashedMethodology;
    const hash: Hex = hashMethodology(unknown);
    await api.database.db
      .update(methodologyVersion)
      .set({ hash, canonicalText: methodologyText(unknown) })
      .where(eq(methodologyVersion.sequence, 1));
    const { status, body } = await api.get("/v1/prices");
    expect([status, body.code]).toEqual([503, "methodology-unreadable"]);
    expect(body.detail).toContain("of an unknown kind later");
  });
});
