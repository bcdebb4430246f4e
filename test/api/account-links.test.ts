import { drizzle } from "drizzle-orm/node-postgres";
import { Client, Pool } from "pg";
import type { Hex } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LinkStatement, linkId } from "../../src/api/links/link-statement.ts";
import { createAccountLinks } from "../../src/api/store/account-links.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import type { ContractReader } from "../../src/core/contract-reader.ts";
import {
  type Api,
  blockRow,
  blockTime,
  type Json,
  makeApi,
  makeHead,
  observation,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA, NETWORK } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";
import { idOf, KEYS, signLink, signRevocation } from "../support/api/sign-link.ts";

const HEAD = 20;
const A = ALPHA.chainId;
const B = BETA.chainId;
const [ANNE, BEN, CARL, DORA] = KEYS as [
  (typeof KEYS)[0],
  (typeof KEYS)[0],
  (typeof KEYS)[0],
  (typeof KEYS)[0],
];
/** The newest of both chains. */
const NOW = blockTime(A, HEAD);
const FROM = NOW + 5;
const WALLET: Hex = `0x${"c".repeat(40)}`;
const ON_ALPHA = `eip155:${A}:${WALLET}`;
const WETH = 10n ** 18n;

let api: Api;
/** Blocks of alpha at which the wallet confirms its signature. */
let confirmsAt: (block: bigint) => boolean;
let app: Api["app"];

const wallet: ContractReader = {
  attempt: () => Promise.reject(new Error("Nothing here is tried.")),
  read: async ({ block, address, args }) =>
    (address === WALLET &&
    (args as unknown as [Hex, Hex])[1] === "0x600d" &&
    (block.chainId === B || confirmsAt(block.number))
      ? "0x1626ba7e"
      : "0xffffffff") as never,
};

const linksOn = (db: Api["database"]["db"]) =>
  createAccountLinks({ db, schema: DEFAULT_OFFCHAIN_SCHEMA, network: NETWORK, contracts: wallet });

const statementOf = (first: string, second: string, rest: Partial<LinkStatement> = {}) => ({
  ...{ network: "devnet", first, second, issuedAt: NOW - 10, expiresAt: 0 },
  ...rest,
});
const link = (one: typeof ANNE, two: typeof ANNE, rest?: Partial<LinkStatement>) =>
  signLink(statementOf(idOf(one), idOf(two), rest), [one, two]);
const post = async (path: string, body: unknown, on = app) => {
  const response = await on.request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Json };
};
const create = (body: unknown) => post("/v1/account-links", body);
const revoke = async (id: Hex, account: typeof ANNE) =>
  post(`/v1/account-links/${id}/revocation`, await signRevocation(id, account));
const viewOf = (account: string, rest = "") =>
  `/v1/accounts/${account}/collateral?linked=true${rest}`;
const at = (number: number) => `&at=eip155:${A}:${number}`;
const get = async (path: string) => (await api.get(path, app)).body;
const text = async (path: string, on = app) => (await on.request(path)).text();
const fresh = () => api.appWith({ accountLinks: linksOn(api.database.db), contracts: wallet });
async function mine(upTo: number) {
  const numbers = Array.from({ length: upTo - HEAD }, (_, index) => HEAD + 1 + index);
  await api.database.db
    .insert(chainBlock)
    .values(numbers.map((number) => blockRow(A, number)))
    .onConflictDoNothing();
  api.world.heads.set(A, makeHead(A, upTo));
}

beforeAll(async () => {
  api = await makeApi({ alpha: HEAD, beta: HEAD });
  app = fresh();
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const id = `${kind}:eip155:${A}:ETH/USD`;
    api.world.observations.set(id, observation(id, A, 200_000_000_000n));
  }
  api.world.markets = [
    [A, idOf(ANNE), 1n],
    [B, idOf(ANNE), 2n],
    [A, idOf(BEN), 4n],
    [B, idOf(CARL), 8n],
    [A, WALLET, 16n],
    [B, WALLET, 32n],
    [A, idOf(DORA), 10_000_000n],
  ].map(([chainId, account, weth]) =>
    vaultMarket({
      chainId: Number(chainId),
      account: account as Hex,
      symbol: "WETH",
      amount: (weth as bigint) * WETH,
    }),
  );
});
afterAll(() => api.close());

/** Whole WETH of the view's markets, which are one unit each: nothing twice, nothing left out. */
function wethOf({ markets }: Json): number {
  return markets.reduce(
    (sum: number, market: Json) => sum + Number(market.positions[0].amount.decimal),
    0,
  );
}

describe("before the worker has made the tables", () => {
  it("nothing is linked, and nothing can be", async () => {
    const { status, body } = await create(await link(ANNE, BEN));
    expect([status, body.code]).toEqual([503, "links-not-ready"]);
    expect(await get(viewOf(idOf(ANNE)))).toMatchObject({
      linkedAccounts: [idOf(ANNE)],
      links: [],
    });
    expect((await api.get(`/v1/account-links/0x${"1".repeat(64)}`, app)).status).toBe(404);
  });
});

describe("links", () => {
  beforeAll(() =>
    migrateOffchainTables({
      connectionString: api.connectionString,
      schema: DEFAULT_OFFCHAIN_SCHEMA,
    }),
  );
  beforeEach(async () => {
    await api.database.db.execute(
      `DELETE FROM ${DEFAULT_OFFCHAIN_SCHEMA}.account_link_revocation;
       DELETE FROM ${DEFAULT_OFFCHAIN_SCHEMA}.account_link;
       DELETE FROM chain_block WHERE number > ${HEAD}`,
    );
    api.world.heads.set(A, makeHead(A, HEAD));
    confirmsAt = () => true;
    app = fresh();
  });

  it("count from the first block after all that were indexed, and change no answer before", async () => {
    const before = await text(viewOf(idOf(ANNE), at(HEAD)));
    const body = await link(ANNE, BEN);
    const id = linkId(body.statement);
    const made = { id, ...body, from: FROM, revocation: null };
    expect(await create(body)).toEqual({ status: 201, body: made });
    expect(await create(body)).toEqual({ status: 200, body: made });
    expect(await get(`/v1/account-links/${id}`)).toEqual(made);
    expect(await text(viewOf(idOf(ANNE), at(HEAD)))).toBe(before);
    expect(JSON.parse(before)).toMatchObject({ links: [], linkedAccounts: [idOf(ANNE)] });

    await mine(HEAD + 2);
    const linked = await text(viewOf(idOf(ANNE), at(HEAD + 1)));
    const inForce = { id, ...body, from: FROM, state: "in-force", notConfirmedBy: [] };
    expect(JSON.parse(linked)).toMatchObject({
      links: [inForce],
      linkedAccounts: [idOf(ANNE), idOf(BEN)],
    });
    expect(await text(viewOf(idOf(ANNE), at(HEAD)), fresh())).toBe(before);
    expect(await text(viewOf(idOf(ANNE), at(HEAD + 1)), fresh())).toBe(linked);
    const listed = await get(`/v1/accounts/${idOf(BEN)}/links?at=eip155:${A}:${HEAD + 1}`);
    expect(listed).toMatchObject({
      account: idOf(BEN),
      linkedAccounts: [idOf(BEN), idOf(ANNE)],
      links: [inForce],
      blocks: [{ number: HEAD + 1, ageSeconds: null, finality: null }, { number: HEAD }],
    });
    expect(await get(`/v1/accounts/${idOf(BEN)}/links`)).toMatchObject({ links: [inForce] });
    const document = await get("/openapi.json");
    for (const [route, path] of [
      ["/v1/account-links/{id}", `/v1/account-links/${id}`],
      ["/v1/accounts/{account}/links", `/v1/accounts/${idOf(BEN)}/links`],
      ["/v1/accounts/{account}/collateral", viewOf(idOf(BEN))],
    ] as const) {
      await requireDescribed(api, document, route, path, 200);
    }
  });

  it("make one view of all accounts' markets, each saying whose it is, and leave others as they are", async () => {
    await create(await link(ANNE, BEN));
    await mine(HEAD + 1);
    const alone = await get(`/v1/accounts/${idOf(ANNE)}/collateral`);
    expect(alone).not.toHaveProperty("links");
    expect(alone.markets[0]).not.toHaveProperty("account");
    expect(wethOf(alone)).toBe(3);
    const together = await get(viewOf(idOf(ANNE)));
    expect(wethOf(together)).toBe(7);
    expect(together.markets.map((market: Json) => [market.chain, market.account])).toEqual([
      [`eip155:${A}`, idOf(ANNE)],
      [`eip155:${A}`, idOf(BEN)],
      [`eip155:${B}`, idOf(ANNE)],
    ]);
    const ben = await get(`/v1/accounts/${idOf(BEN)}/collateral`);
    for (const total of ["gross", "debt", "net", "adjusted", "locked", "free"]) {
      expect(BigInt(together.totals[total].raw), total).toBe(
        BigInt(alone.totals[total].raw) + BigInt(ben.totals[total].raw),
      );
    }
    expect(wethOf(await get(viewOf(idOf(ANNE), `&chains=eip155:${B}`)))).toBe(2);
    expect((await get(viewOf(idOf(BEN)))).totals).toEqual(together.totals);
    // Who asks for one chain of an externally owned account asks for its owner.
    expect(wethOf(await get(viewOf(`eip155:${B}:${idOf(BEN)}`)))).toBe(7);
    expect(wethOf(await get(`/v1/accounts/${idOf(ANNE)}/collateral?linked=false`))).toBe(3);
  });

  it("take what is large as one holding", async () => {
    await create(await link(...inOrder(ANNE, DORA)));
    await mine(HEAD + 1);
    const unified = async (path: string) => BigInt((await get(path)).totals.unified.raw);
    const together = await unified(viewOf(idOf(ANNE)));
    const apart = await Promise.all(
      [ANNE, DORA].map((one) => unified(`/v1/accounts/${idOf(one)}/collateral`)),
    );
    expect(apart[1]).toBeGreaterThan(0n);
    expect(together).toBeLessThan(apart[0]! + apart[1]!);
    expect(together).toBeGreaterThan(apart[1]!);
  });

  it("join over any number of steps, and count an account once that is joined twice", async () => {
    await create(await link(ANNE, BEN));
    await create(await link(ANNE, BEN, { issuedAt: NOW - 9 }));
    await create(await link(BEN, CARL));
    await create(await link(ANNE, CARL));
    await mine(HEAD + 1);
    for (const one of [ANNE, BEN, CARL]) {
      const view = await get(viewOf(idOf(one)));
      expect(wethOf(view)).toBe(15);
      expect(view.links).toHaveLength(4);
      expect([...view.linkedAccounts].sort()).toEqual([ANNE, BEN, CARL].map(idOf));
    }
  });

  it.each([
    ["the first", ANNE, BEN],
    ["the second", BEN, ANNE],
  ])("end with a revocation of %s side, from then on only", async (_, side, other) => {
    const body = await link(ANNE, BEN);
    const { id } = (await create(body)).body;
    await mine(HEAD + 2);
    const linked = await text(viewOf(idOf(ANNE), at(HEAD + 2)));
    const signed = await signRevocation(id, side);
    const revocation = { ...signed, from: blockTime(A, HEAD + 2) + 5 };
    const first = await revoke(id, side);
    expect(first).toMatchObject({ status: 201, body: { id, revocation } });
    expect(await revoke(id, other)).toEqual({ status: 200, body: first.body });
    expect(await get(`/v1/account-links/${id}`)).toEqual(first.body);
    expect(await text(viewOf(idOf(ANNE), at(HEAD + 2)), fresh())).toBe(linked);
    expect((await get(viewOf(idOf(ANNE)))).links).toHaveLength(1);
    await mine(HEAD + 3);
    expect(await get(viewOf(idOf(ANNE)))).toMatchObject({
      links: [],
      linkedAccounts: [idOf(ANNE)],
    });
    expect(await text(viewOf(idOf(ANNE), at(HEAD + 2)), fresh())).toBe(linked);
    const again = await create(body);
    expect([again.status, again.body.code]).toEqual([409, "link-revoked"]);
  });

  it("are not ended by somebody else, nor by a signature of another statement", async () => {
    const { id } = (await create(await link(ANNE, BEN))).body;
    const { id: other } = (await create(await link(ANNE, CARL))).body;
    expect(await revoke(id, CARL)).toMatchObject({ status: 400, body: { code: "not-a-side" } });
    const path = `/v1/account-links/${id}/revocation`;
    const stolen = { account: idOf(BEN), signature: (await signRevocation(id, ANNE)).signature };
    expect(await post(path, stolen)).toMatchObject({
      status: 400,
      body: { code: "signature-invalid", errors: [{ pointer: "body/signature" }] },
    });
    expect(await post(path, await signRevocation(other, ANNE))).toMatchObject({ status: 400 });
    expect(await revoke(`0x${"1".repeat(64)}`, ANNE)).toMatchObject({
      status: 404,
      body: { code: "unknown-link" },
    });
    expect((await get(`/v1/account-links/${id}`)).revocation).toBeNull();
  });

  it("end at the block time that they name", async () => {
    const expiresAt = blockTime(A, HEAD + 2);
    expect((await create(await link(ANNE, BEN, { expiresAt }))).status).toBe(201);
    await mine(HEAD + 2);
    expect(wethOf(await get(viewOf(idOf(ANNE), at(HEAD + 1))))).toBe(7);
    expect(wethOf(await get(viewOf(idOf(ANNE), at(HEAD + 2))))).toBe(3);
  });

  describe("of a contract account", () => {
    const linkWallet = async () => {
      const statement = statementOf(idOf(ANNE), ON_ALPHA);
      const { signatures } = await signLink(statement, [ANNE, ANNE]);
      return { statement, signatures: { first: signatures.first, second: "0x600D" } };
    };

    it("bring in what it has on its own chain, and nothing of its address elsewhere", async () => {
      expect((await create(await linkWallet())).status).toBe(201);
      await mine(HEAD + 1);
      expect(wethOf(await get(viewOf(idOf(ANNE))))).toBe(19);
      const view = await get(viewOf(ON_ALPHA));
      expect(wethOf(view)).toBe(19);
      expect(view.account).toMatchObject({ id: ON_ALPHA, chain: `eip155:${A}` });
      const elsewhere = await get(viewOf(`eip155:${B}:${WALLET}`));
      expect(wethOf(elsewhere)).toBe(32);
      expect(elsewhere.links).toEqual([]);
      api.world.contracts.add(`${A}:${WALLET}`);
      const plain = await api.get(viewOf(WALLET), app);
      api.world.contracts.clear();
      expect(plain).toMatchObject({ status: 409, body: { code: "ambiguous-account" } });
    });

    it("join the contracts of one address on two chains, where both say so", async () => {
      const onBeta = `eip155:${B}:${WALLET}`;
      const body = {
        statement: statementOf(ON_ALPHA, onBeta),
        signatures: { first: "0x600d", second: "0x600d" },
      };
      expect((await create(body)).status).toBe(201);
      await mine(HEAD + 1);
      for (const one of [ON_ALPHA, onBeta]) expect(wethOf(await get(viewOf(one)))).toBe(48);
    });

    it("hold at the blocks at which it stands by its signature", async () => {
      await create(await linkWallet());
      confirmsAt = (block) => block !== BigInt(HEAD + 2);
      await mine(HEAD + 3);
      const seen = await Promise.all(
        [1, 2, 3].map(async (more) => get(viewOf(idOf(ANNE), at(HEAD + more)))),
      );
      expect(seen.map(wethOf)).toEqual([19, 3, 19]);
      expect(seen[1].links).toMatchObject([{ state: "not-confirmed", notConfirmedBy: [ON_ALPHA] }]);
    });

    it("are refused where it does not confirm them, by their side", async () => {
      confirmsAt = () => false;
      const { status, body } = await create(await linkWallet());
      expect(status).toBe(400);
      expect(body).toMatchObject({
        code: "signature-invalid",
        errors: [
          {
            pointer: "body/signatures/second",
            code: "signature-invalid",
            detail: expect.stringContaining(`by ERC-1271 at block ${HEAD}`),
          },
        ],
      });
    });
  });

  it("are refused with everything that is wrong at once", async () => {
    const { signatures } = await link(ANNE, BEN);
    const { status, body } = await create({
      statement: statementOf(`eip155:5:${WALLET}`, idOf(ANNE), {
        network: "mainnet",
        issuedAt: NOW + 61,
        expiresAt: 1,
      }),
      signatures: { first: "yes", second: signatures.second },
      more: 1,
    });
    expect(status).toBe(400);
    expect(body.code).toBe("invalid-request");
    expect(body.errors.map(({ pointer, code }: Json) => [pointer, code])).toEqual([
      ["body/signatures/first", undefined],
      ["body/more", undefined],
      ["body/statement/network", "other-network"],
      ["body/statement/first", "unknown-chain"],
      ["body/statement/first", "not-ordered"],
      ["body/statement/issuedAt", "not-yet-valid"],
      ["body/statement/expiresAt", "expired"],
      ["body/signatures/second", "signature-invalid"],
    ]);
    expect((await create("link me")).status).toBe(400);
    const large = await create({ statement: "a".repeat(41 * 1_024) });
    expect([large.status, large.body.code]).toEqual([413, "too-large"]);
    const response = await app.request("/v1/account-links", { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    await api.setReady(false);
    const early = await create(await link(ANNE, BEN));
    await api.setReady(true);
    expect([early.status, early.body.code]).toEqual([503, "not-indexed"]);
  });

  it("join no more accounts, and are no more of one account, than an answer can be about", async () => {
    const { record } = linksOn(api.database.db);
    const signatures = { first: "0x01", second: "0x02" } as const;
    const account = (index: number) => `0x${index.toString(16).padStart(40, "0")}`;
    const store = (first: string, second: string, issuedAt = NOW) =>
      record({ statement: statementOf(first, second, { issuedAt }), signatures });
    for (let index = 2; index <= 32; index += 1) await store(account(1), account(index));
    await expect(store(account(32), account(33))).rejects.toMatchObject({
      code: "too-many-links",
      message: expect.stringContaining("33 accounts"),
    });
    for (let index = 0; index < 32; index += 1) await store(idOf(ANNE), idOf(BEN), NOW - index);
    await expect(store(idOf(ANNE), idOf(CARL))).rejects.toMatchObject({
      code: "too-many-links",
      message: expect.stringContaining("32 links"),
    });
    await mine(HEAD + 1);
    expect((await get(`/v1/accounts/${account(1)}/links`)).linkedAccounts).toHaveLength(32);
  }, 30_000);

  it("are stored once when many hand them in, after blocks that are being indexed meanwhile", async () => {
    const body = await link(ANNE, BEN);
    const client = new Client({ connectionString: api.connectionString });
    await client.connect();
    try {
      await client.query("SET search_path = api_test");
      const { chainId, number, hash, parentHash, timestampSeconds } = blockRow(A, HEAD + 1);
      await client.query("BEGIN");
      await client.query(
        "INSERT INTO chain_block (chain_id, number, hash, parent_hash, timestamp_seconds) VALUES ($1, $2, $3, $4, $5)",
        [chainId, number, hash, parentHash, timestampSeconds],
      );
      const waiting = Promise.all(Array.from({ length: 3 }, () => create(body)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await client.query("COMMIT");
      const results = await waiting;
      expect(results.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
      for (const result of results) {
        expect(result.body.from).toBe(blockTime(A, HEAD + 1) + 5);
      }
    } finally {
      await client.end();
    }
  });

  it("are read, but not stored, by a server that may only read", async () => {
    await create(await link(ANNE, BEN));
    await mine(HEAD + 1);
    const pool = new Pool({
      connectionString: api.connectionString,
      options: "-c default_transaction_read_only=on -c search_path=api_test",
    });
    try {
      const reader = api.appWith({
        accountLinks: linksOn(drizzle(pool, { casing: "snake_case" })),
        contracts: wallet,
      });
      const { status, body } = await post("/v1/account-links", await link(ANNE, CARL), reader);
      expect([status, body.code]).toEqual([503, "read-only"]);
      expect((await api.get(viewOf(idOf(ANNE)), reader)).body.links).toHaveLength(1);
    } finally {
      await pool.end();
    }
  });
});

function inOrder(one: typeof ANNE, two: typeof ANNE): [typeof ANNE, typeof ANNE] {
  return idOf(one) < idOf(two) ? [one, two] : [two, one];
}
