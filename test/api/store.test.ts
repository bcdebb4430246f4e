import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase } from "../../src/api/store/create-database.ts";
import { readBlockVector, readIndexedHeads } from "../../src/api/store/read-block-vector.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import { type Api, blockHash, blockTime, makeApi } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";

const A = ALPHA.chainId;
const B = BETA.chainId;
const HEALTH = "/v1/health";

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 8, beta: 3 });
});
afterAll(() => api.close());

describe("a snapshot", () => {
  it("does not see what is committed while it is open", async () => {
    const { database } = api;
    const number = 9n;
    const seen = await database.withSnapshot(async (facts) => {
      const before = await readIndexedHeads({ facts, chainIds: [A] });
      await database.db.insert(chainBlock).values({
        chainId: A,
        number,
        hash: blockHash(A, 9),
        parentHash: blockHash(A, 8),
        timestampSeconds: blockTime(A, 9),
      });
      const after = await readIndexedHeads({ facts, chainIds: [A] });
      return [before.get(A)?.number, after.get(A)?.number];
    });
    expect(seen).toEqual([8n, 8n]);
    const now = await database.withSnapshot((facts) => readIndexedHeads({ facts, chainIds: [A] }));
    expect(now.get(A)).toEqual({
      chainId: A,
      number,
      hash: blockHash(A, 9),
      timestampSeconds: blockTime(A, 9),
    });
  });

  it("cannot write", async () => {
    await expect(
      api.database.withSnapshot((facts) => facts.execute("DELETE FROM chain_block")),
    ).rejects.toThrow(/read-only transaction/);
  });

  it("starts again while another transaction locks the tables, as Ponder does for a reorg", async () => {
    const other = new pg.Client({ connectionString: api.connectionString });
    await other.connect();
    try {
      await other.query("BEGIN; LOCK TABLE api_test.chain_block IN ACCESS EXCLUSIVE MODE");
      let attempts = 0;
      const reading = api.database.withSnapshot((facts) => {
        attempts += 1;
        return readIndexedHeads({ facts, chainIds: [B] });
      });
      await sleep(700);
      await other.query("COMMIT");
      expect((await reading).get(B)?.number).toBe(3n);
      expect(attempts).toBeGreaterThan(1);
    } finally {
      await other.end();
    }
  });
});

describe("blocks", () => {
  it("are found by number and by time, chain by chain, in one read", async () => {
    const vector = await api.database.withSnapshot((facts) =>
      readBlockVector({
        facts,
        selectors: new Map([
          [A, { kind: "time", timestampSeconds: blockTime(A, 5) - 1 }],
          [B, { kind: "number", number: 2n }],
        ]),
      }),
    );
    expect([...vector.values()].map(({ chainId, number }) => [chainId, number])).toEqual([
      [A, 4n],
      [B, 2n],
    ]);
  });

  it("are absent before the first, and on a chain that is not indexed", async () => {
    const vector = await api.database.withSnapshot((facts) =>
      readBlockVector({
        facts,
        selectors: new Map([
          [A, { kind: "time", timestampSeconds: blockTime(A, 1) - 1 }],
          [1, { kind: "newest" }],
        ]),
      }),
    );
    expect(vector.size).toBe(0);
  });
});

describe("without an index", () => {
  it("health is down, and answers are refused, where the schema is missing", async () => {
    const database = createDatabase({
      connectionString: api.connectionString,
      schema: "nothing_here",
      maximumConnections: 1,
    });
    try {
      const app = api.appWith({ withSnapshot: database.withSnapshot });
      expect(await api.get(HEALTH, app)).toMatchObject({
        status: 503,
        body: { health: { state: "down", database: "ok", index: "missing" } },
      });
      expect(await api.get("/v1/prices", app)).toMatchObject({
        status: 503,
        body: { code: "index-missing" },
      });
    } finally {
      await database.close();
    }
  });

  it("health is down, and answers are refused, where the database does not answer", async () => {
    const url = new URL(api.connectionString);
    url.port = "1";
    const database = createDatabase({
      connectionString: url.href,
      schema: "api_test",
      maximumConnections: 1,
    });
    try {
      const app = api.appWith({ withSnapshot: database.withSnapshot });
      expect(await api.get(HEALTH, app)).toMatchObject({
        status: 503,
        body: { health: { state: "down", database: "down", index: "unknown" } },
      });
      const refused = await api.get("/v1/chains", app);
      expect(refused).toMatchObject({ status: 503, body: { code: "database-unavailable" } });
      expect(refused.headers.get("retry-after")).toBe("2");
    } finally {
      await database.close();
    }
  });

  it("is refused with what is known where a chain has no block yet", async () => {
    const empty = await makeApi({ alpha: 2, beta: 0 });
    try {
      expect(await empty.get("/v1/prices")).toMatchObject({
        status: 503,
        body: {
          code: "not-indexed",
          chains: [
            { chain: `eip155:${A}`, indexed: { number: 2 } },
            { chain: `eip155:${B}`, indexed: null, lag: { blocks: null, seconds: null } },
          ],
        },
      });
      expect((await empty.get("/v1/chains")).status).toBe(200);
      expect(await empty.get(HEALTH)).toMatchObject({ status: 503 });
    } finally {
      await empty.close();
    }
  });
});
