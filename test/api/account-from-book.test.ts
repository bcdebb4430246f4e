import { gunzipSync, inflateSync } from "node:zlib";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveBook } from "../../src/api/book/create-live-book.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { createParityStore } from "../../src/api/store/offchain-parity.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { addBlocks, removeBlocks } from "../support/api/feed-facts.ts";
import {
  ALICE,
  type Api,
  blockHash,
  blockTime,
  makeApi,
  makeHead,
  observation,
  testParityStream,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { waitUntil } from "../support/wait-until.ts";

/*
 * The account view of the present from the book, beside the same from the index: byte for byte the
 * same, and without a snapshot of its own once it is worked out.
 */
const VIEW = `/v1/accounts/${ALICE}/collateral`;
const A = ALPHA.chainId;
let api: Api;
let book: LiveBook;
let snapshots = 0;
let fromBook: OpenAPIHono;
let fromIndex: OpenAPIHono;
let head = 20;

beforeAll(async () => {
  api = await makeApi({ alpha: head, beta: 24 });
  const { connectionString } = api;
  await migrateOffchainTables({ connectionString, schema: DEFAULT_OFFCHAIN_SCHEMA });
  api.world.markets = [
    vaultMarket({ chainId: A, account: ALICE, symbol: "WETH", amount: 1_500_000_000_000_000_001n }),
    vaultMarket({ chainId: BETA.chainId, account: ALICE, symbol: "WETH", amount: 5n }),
  ];
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const id = `${kind}:eip155:${A}:ETH/USD`;
    api.world.observations.set(id, observation(id, A, 200_000_000_000n));
  }
  const { withSnapshot } = api.dependencies;
  book = api.freshBook((read) => {
    snapshots += 1;
    return withSnapshot(read);
  });
  fromIndex = api.freshApp();
  fromBook = api.appWith({
    book,
    withSnapshot: (read) => {
      snapshots += 1;
      return withSnapshot(read);
    },
  });
  book.start();
});
afterAll(async () => {
  await book.close();
  await api.close();
});

/** Answers of both, and how many snapshots the book's took. */
async function both(path: string) {
  const before = snapshots;
  const response = await fromBook.request(path);
  const text = await response.text();
  const taken = snapshots - before;
  const other = await fromIndex.request(path);
  const plain = (body: string) => body.replaceAll(/"requestId":"[^"]*"/g, "");
  expect(plain(text)).toBe(plain(await other.text()));
  expect(response.status).toBe(other.status);
  expect(response.headers.get("content-type")).toBe(other.headers.get("content-type"));
  expect(response.headers.get("cache-control")).toBe(other.headers.get("cache-control"));
  return { status: response.status, body: JSON.parse(text), taken };
}

const caughtUp = () =>
  waitUntil({
    what: "the book has seen the newest block",
    timeoutMilliseconds: 5_000,
    condition: async () => (await book.present()) !== null,
  });

describe("the account view from the book", () => {
  it("is that of the index, and takes no snapshot once it is worked out", async () => {
    await caughtUp();
    for (const path of [
      VIEW,
      `${VIEW}?chains=eip155:${A}`,
      `${VIEW}?maxAgeSeconds=100000`,
      `${VIEW}?maxAgeSeconds=0`,
      `/v1/accounts/eip155:${A}:${ALICE}/collateral`,
      `/v1/accounts/0x${"77".repeat(20)}/collateral`,
      `${VIEW}?at=${blockTime(A, 3)}`,
    ]) {
      await both(path);
      const { taken } = await both(path);
      expect([path, taken]).toEqual([path, path.includes("at=") ? 1 : 0]);
    }
  });

  it.each([
    ["gzip, deflate, br", "gzip", gunzipSync],
    ["deflate", "deflate", inflateSync],
    ["gzip;q=0", null, (bytes: Buffer) => bytes],
  ] as const)("comes to who accepts %s in a coding of these", async (accepted, coding, decode) => {
    const headers = { "Accept-Encoding": accepted };
    const plain = await fromBook.request(VIEW);
    // What is kept, twice: it was compressed for the first.
    for (const response of [
      await fromBook.request(VIEW, { headers }),
      await fromBook.request(VIEW, { headers }),
    ]) {
      expect(response.headers.get("content-encoding")).toBe(coding);
      expect(response.headers.get("vary")).toBe("Accept, Accept-Encoding");
      expect(response.headers.get("etag")).toMatch(/^W\//);
      const bytes = Buffer.from(await response.arrayBuffer());
      const length = response.headers.get("content-length");
      if (length !== null) expect(Number(length)).toBe(bytes.byteLength);
      expect(JSON.parse(decode(bytes).toString()).markets).toEqual(
        JSON.parse(await plain.clone().text()).markets,
      );
    }
  });

  it("has a new block as soon as the index has it, and never a block that is no more", async () => {
    for (let round = 0; round < 5; round++) {
      head += 1;
      api.world.markets[0] = vaultMarket({
        ...{ chainId: A, account: ALICE, symbol: "WETH" },
        amount: BigInt(head) * 10n ** 18n,
      });
      await addBlocks(api, A, { from: head, to: head });
      const { body } = await both(VIEW);
      expect(body.blocks[0].number).toBe(head);
      expect(body.markets[0].positions[0].amount.decimal).toBe(`${head}`);
    }
    await caughtUp();
    await both(VIEW);
    await removeBlocks(api, A, head);
    await addBlocks(api, A, { from: head, to: head, fork: 1 });
    expect((await both(VIEW)).body.blocks[0].hash).toMatch(/^0x1/);
    await caughtUp();
    expect((await both(VIEW)).body.blocks[0].hash).toMatch(/^0x1/);
    expect((await both(VIEW)).taken).toBe(0);
  });

  it("says how final blocks are by what the nodes say now", async () => {
    await both(VIEW);
    api.world.heads = new Map(api.world.heads).set(A, makeHead(A, head + 9));
    const { body, taken } = await both(VIEW);
    expect(body.blocks[0]).toMatchObject({ finality: "finalized", lag: { blocks: 9 } });
    // What the account has at blocks that have become final is read once.
    expect(taken).toBe(1);
    expect((await both(VIEW)).taken).toBe(0);
  });

  it("has a doubt of parity as soon as it is recorded, without a new block", async () => {
    const store = createParityStore({
      db: api.database.db,
      schema: DEFAULT_OFFCHAIN_SCHEMA,
      stream: testParityStream,
    });
    const { body } = await both(VIEW);
    expect(body.status).toBe("ok");
    const number = BigInt(head - 1);
    await store.record({
      block: { chainId: A, number, hash: blockHash(A, head - 1), timestampSeconds: 0 },
      comparisons: [
        {
          ...{ chainId: A, protocol: "ballast-vault", account: ALICE },
          marketId: body.markets[0].marketId,
          ...{ what: "balance", indexed: 1n, contract: 2n },
        },
      ],
      unread: [],
      at: new Date(),
    });
    const doubted = await both(VIEW);
    expect(doubted.body.status).toBe("degraded");
    await caughtUp();
    expect((await both(VIEW)).body.status).toBe("degraded");
  });

  it("leaves the answer to the index while that is not ready", async () => {
    await api.setReady(false);
    const { status, body } = await both(VIEW);
    expect([status, body.code]).toEqual([503, "not-indexed"]);
    await api.setReady(true);
    expect((await both(VIEW)).status).toBe(200);
  });
});
