import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wallClock } from "../../src/api/clock.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import {
  ALICE,
  type Api,
  blockHash,
  blockTime,
  FIRST_BLOCK_TIME,
  makeApi,
  makeHead,
  observation,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";

const VIEW = `/v1/accounts/${ALICE}/collateral`;
// Views of an account at a block are remembered: a test with other facts has its own account.
const BOB = `0x${"b0b".padStart(40, "0")}` as const;
const CAROL = `0x${"ca01".padStart(40, "0")}` as const;
const A = ALPHA.chainId;
const B = BETA.chainId;

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 20, beta: 24 });
});
afterAll(() => api.close());
beforeEach(() => {
  api.world.heads = new Map([
    [A, makeHead(A, 20)],
    [B, makeHead(B, 24)],
  ]);
  api.world.contracts.clear();
  api.world.markets = [
    vaultMarket({ chainId: A, account: ALICE, symbol: "WETH", amount: 1_500_000_000_000_000_001n }),
    vaultMarket({ chainId: B, account: ALICE, symbol: "WETH", amount: 500_000_000_000_000_000n }),
  ];
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const id = `${kind}:eip155:${A}:ETH/USD`;
    api.world.observations.set(id, observation(id, A, 200_000_000_000n));
  }
});

describe("the account view", () => {
  it("joins both chains at one block vector, with exact amounts beside their raw integers", async () => {
    const { status, body } = await api.get(VIEW);
    expect(status).toBe(200);
    expect(body.markets.map((market: { chain: string }) => market.chain)).toEqual([
      `eip155:${A}`,
      `eip155:${B}`,
    ]);
    expect(body.markets[0].positions[0].amount).toEqual({
      decimal: "1.500000000000000001",
      raw: "1500000000000000001",
      decimals: 18,
    });
    // 2.000000000000000001 ETH at 2000 USD.
    expect(body.totals.gross).toEqual({
      decimal: "4000.000000000000002",
      raw: "4000000000000000002000",
      decimals: 18,
    });
    expect(body.status).toBe("ok");
    expect(body.markets[0].positions[0].class).toBe("native");
    expect(body.blocks).toEqual([
      {
        chain: `eip155:${A}`,
        number: 20,
        hash: blockHash(A, 20),
        time: blockTime(A, 20),
        ageSeconds: blockTime(B, 24) - blockTime(A, 20),
        finality: "latest",
        lag: { blocks: 0, seconds: 0 },
        usedFor: "positions-and-prices",
      },
      expect.objectContaining({ chain: `eip155:${B}`, number: 24, ageSeconds: 0 }),
    ]);
    expect(body.evaluatedAt).toBe(blockTime(B, 24));
    expect(body.asOf).toBe(blockTime(A, 20));
    expect(body.methodology.hash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(body.simulated).toBe(true);
  });

  it("shows the evidence of every feed of a price, voting or not", async () => {
    const { body } = await api.get(VIEW);
    expect(body.prices).toHaveLength(1);
    const [price] = body.prices;
    expect(price.quorum).toEqual({ needed: 2, had: 3, configured: 3 });
    const votes = price.feeds.map((feed: { id: string; voted: boolean; reject: string | null }) => [
      feed.id,
      feed.voted,
      feed.reject,
    ]);
    expect(votes).toContainEqual([`pyth:eip155:${A}:ETH/USD`, true, null]);
    expect(votes).toContainEqual([`pyth:eip155:${B}:ETH/USD`, false, "missing"]);
  });

  it("narrows positions by chains, but prices keep the feeds of all chains", async () => {
    const { body } = await api.get(`${VIEW}?chains=eip155:${B}`);
    expect(body.markets.map((market: { chain: string }) => market.chain)).toEqual([`eip155:${B}`]);
    expect(body.totals.gross.decimal).toBe("1000");
    expect(body.blocks.map((block: { usedFor: string }) => block.usedFor)).toEqual([
      "prices",
      "positions-and-prices",
    ]);
    expect(body.status).toBe("ok");
  });

  it("takes CAIP-10 as one chain", async () => {
    const { body } = await api.get(`/v1/accounts/eip155:${A}:${ALICE}/collateral`);
    expect(body.account).toEqual({
      id: `eip155:${A}:${ALICE}`,
      address: ALICE,
      chain: `eip155:${A}`,
    });
    expect(body.totals.gross.decimal).toBe("3000.000000000000002");
  });

  it("answers an account never seen with an empty view and the block vector", async () => {
    const { status, body } = await api.get(`/v1/accounts/0x${"9".repeat(40)}/collateral`);
    expect(status).toBe(200);
    expect(body.markets).toEqual([]);
    expect(body.totals.gross.raw).toBe("0");
    expect(body.blocks).toHaveLength(2);
  });

  it("says null, never zero, for an asset without a price", async () => {
    api.world.markets = [vaultMarket({ chainId: A, account: BOB, symbol: "MYSTERY", amount: 5n })];
    const { status, body } = await api.get(`/v1/accounts/${BOB}/collateral`);
    expect(status).toBe(200);
    expect(body.markets[0].positions[0]).toMatchObject({ value: null, class: null });
    expect(body.totals.gross).toBeNull();
    expect(body.status).toBe("unavailable");
    expect(body.causes[0].code).toBe("asset-not-in-methodology");
  });

  it("gives the six numbers of a market's own verdict, with the contract's largest uint256 without debt", async () => {
    const [market] = api.world.markets;
    api.world.markets = [
      {
        ...market!,
        account: CAROL,
        protocol: "aave-v3",
        marketId: "aave-v3:main",
        health: {
          baseUnitDecimals: 8,
          totalCollateralBase: 300_000_000_000n,
          totalDebtBase: 0n,
          availableBorrowsBase: 240_000_000_000n,
          currentLiquidationThresholdBps: 8_250n,
          ltvBps: 8_000n,
          healthFactorWad: null,
          liquidatable: false,
        },
      },
    ];
    const { body } = await api.get(`/v1/accounts/${CAROL}/collateral`);
    expect(body.markets[0].health).toEqual({
      totalCollateral: { decimal: "3000", raw: "300000000000", decimals: 8 },
      totalDebt: { decimal: "0", raw: "0", decimals: 8 },
      availableBorrows: { decimal: "2400", raw: "240000000000", decimals: 8 },
      liquidationThreshold: { decimal: "0.825", raw: "8250", decimals: 4 },
      loanToValue: { decimal: "0.8", raw: "8000", decimals: 4 },
      healthFactor: {
        decimal: null,
        raw: "115792089237316195423570985008687907853269984665640564039457584007913129639935",
        decimals: 18,
      },
      liquidatable: false,
      unit: "USD",
    });
  });
});

describe("a moment in the past", () => {
  it("reads at named blocks, a chain that is not named at its newest block until then", async () => {
    const { body } = await api.get(`${VIEW}?at=eip155:${A}:11`);
    // Block 11 of alpha is 120 s after the first; beta's block at that time is 13.
    expect(body.blocks.map((block: { number: number }) => block.number)).toEqual([11, 13]);
    expect(body.evaluatedAt).toBe(FIRST_BLOCK_TIME + 120);
  });

  it("reads at a time, in which case each chain has its newest block until then", async () => {
    const { body } = await api.get(`${VIEW}?at=${FIRST_BLOCK_TIME + 59}`);
    expect(body.blocks.map((block: { number: number }) => block.number)).toEqual([5, 6]);
  });

  it.each([
    ["a block that is not indexed yet", `eip155:${A}:21,eip155:${B}:1`, 503, "not-indexed"],
    ["a block before the index", `eip155:${A}:0,eip155:${B}:1`, 404, "before-index"],
    ["a time before the index", `${FIRST_BLOCK_TIME - 1}`, 404, "before-index"],
    ["a time to come", `${FIRST_BLOCK_TIME + 9_999}`, 400, "future-time"],
    ["a chain named twice", `eip155:${A}:1,eip155:${A}:2`, 400, "malformed-as-of"],
    ["milliseconds", "1700000000000", 400, "malformed-as-of"],
    ["another network's chain", "eip155:1:5", 400, "unknown-chain"],
    ["words", "yesterday", 400, "malformed-as-of"],
  ])("refuses %s", async (_, at, status, code) => {
    const response = await api.get(`${VIEW}?at=${at}`);
    expect(response.status).toBe(status);
    expect(response.body.code).toBe(code);
  });

  it("refuses a time that a lagging chain has not been indexed past", async () => {
    const newest = blockTime(B, 24);
    expect((await api.get(`${VIEW}?at=${newest}`)).status).toBe(200);
    api.world.heads.set(A, makeHead(A, 25));
    const { status, body } = await api.get(`${VIEW}?at=${newest}`);
    expect(status).toBe(503);
    expect(body.code).toBe("not-indexed");
    expect(body.chains[0]).toEqual({
      chain: `eip155:${A}`,
      indexed: { number: 20, time: blockTime(A, 20) },
      head: { number: 25, time: blockTime(A, 25) },
      lag: { blocks: 5, seconds: 60 },
      ageSeconds: 2,
    });
    // What lies behind the lagging chain's newest block is settled.
    expect((await api.get(`${VIEW}?at=${blockTime(A, 20) - 1}`)).status).toBe(200);
  });
});

describe("age", () => {
  it("is measured against the newest block by the chain clock", async () => {
    const { body } = await api.get(VIEW);
    expect(body.clock).toEqual({ kind: "chain", now: blockTime(B, 24) });
    expect((await api.get(`${VIEW}?maxAgeSeconds=2`)).status).toBe(200);
    expect((await api.get(`${VIEW}?maxAgeSeconds=1`)).status).toBe(503);
  });

  it("counts only the chains whose positions are asked for", async () => {
    expect((await api.get(`${VIEW}?maxAgeSeconds=1&chains=eip155:${B}`)).status).toBe(200);
  });

  it("is measured against the real time by the wall clock", async () => {
    const app = api.appWith({ clock: wallClock });
    const { status, body, headers } = await api.get(`${VIEW}?maxAgeSeconds=3600`, app);
    expect(status).toBe(503);
    expect(body.code).toBe("too-old");
    expect(body.ageSeconds).toBeGreaterThan(Date.now() / 1000 - blockTime(A, 20) - 5);
    expect(body.chains).toHaveLength(2);
    expect(headers.get("retry-after")).toBe("2");
    expect((await api.get(VIEW, app)).status).toBe(200);
  });

  it("has the operator's limit where the caller sets none, for the present only", async () => {
    const app = api.appWith({ maximumAgeSeconds: 1 });
    expect((await api.get(VIEW, app)).status).toBe(503);
    expect((await api.get(`${VIEW}?maxAgeSeconds=60`, app)).status).toBe(200);
    expect((await api.get(`${VIEW}?at=eip155:${A}:3`, app)).status).toBe(200);
  });

  it("is limited for prices as well, over all chains", async () => {
    expect((await api.get("/v1/prices?maxAgeSeconds=2")).status).toBe(200);
    const { status, body } = await api.get("/v1/prices?maxAgeSeconds=1");
    expect(status).toBe(503);
    expect(body).toMatchObject({ code: "too-old", ageSeconds: 2, maxAgeSeconds: 1 });
    expect((await api.get("/v1/prices", api.appWith({ maximumAgeSeconds: 1 }))).status).toBe(503);
  });

  it("cannot be limited for the past", async () => {
    const { status, body } = await api.get(`${VIEW}?at=eip155:${A}:3&maxAgeSeconds=5`);
    expect(status).toBe(400);
    expect(body.code).toBe("conflicting-parameters");
  });
});

describe("doubt", () => {
  it("shows a last good price with its own time and age where all feeds are stale", async () => {
    const { world } = api;
    // What was said up to a block is remembered by the block: a fresh app has read none.
    const at = `at=eip155:${A}:19,eip155:${B}:22`;
    const fresh = new Map(world.observations);
    const staleSince = FIRST_BLOCK_TIME - 300;
    for (const [id, one] of fresh) {
      // One hour of heartbeat and ten minutes of grace before.
      const time = staleSince - 4_200;
      world.observations.set(id, { ...one, sourceTimeSeconds: time, writeTimeSeconds: time });
    }
    try {
      const { body } = await api.get(`${VIEW}?${at}`, api.freshApp());
      expect(world.historyReads).toBeGreaterThan(0);
      expect(body.status).toBe("stale");
      expect(body.causes[0].code).toBe("price-stale");
      expect(body.totals.gross.decimal).toBe("4000.000000000000002");
      expect(body.prices[0]).toMatchObject({
        status: "stale",
        asOf: staleSince,
        // Ages by the clock belong to answers about the present.
        ageSeconds: null,
        quorum: { had: 0 },
      });
    } finally {
      world.observations = fresh;
    }
  });

  it("reads each block's history once, by chain and kind, and a vector's prices once", async () => {
    const app = api.freshApp();
    const before = api.world.historyReads;
    const at = `at=eip155:${A}:18,eip155:${B}:22`;
    const first = await api.get(`${VIEW}?${at}&chains=eip155:${A}`, app);
    const reads = api.world.historyReads;
    const feeds = api.dependencies.methodology.prices.flatMap((price) => price.feeds);
    const sources = new Set(feeds.map(({ chainId, source }) => `${chainId} ${source.kind}`));
    expect(reads - before).toBe(sources.size);
    // Another block of one chain: what the other chain said is known.
    await api.get(`${VIEW}?at=eip155:${A}:17,eip155:${B}:22`, app);
    const ofAlpha = [...sources].filter((one) => one.startsWith(`${A} `));
    expect(ofAlpha.length).toBeLessThan(sources.size);
    expect(api.world.historyReads - reads).toBe(ofAlpha.length);
    const all = api.world.historyReads;
    api.world.observations.clear();
    const again = await api.get(`${VIEW}?${at}&chains=eip155:${A}`, app);
    expect(again.body.prices).toEqual(first.body.prices);
    expect(first.body.status).toBe("ok");
    expect(api.world.historyReads).toBe(all);
  });

  it("refuses while the backfill is under way, though the past is answered", async () => {
    await api.setReady(false);
    try {
      const { status, body } = await api.get(VIEW);
      expect(status).toBe(503);
      expect(body.code).toBe("not-indexed");
      expect((await api.get(`${VIEW}?at=eip155:${A}:3`)).status).toBe(200);
    } finally {
      await api.setReady(true);
    }
  });

  it("names finality by each chain's own tags, and says where it is unknown", async () => {
    const finalized = { number: 20n, hash: blockHash(A, 20), timestampSeconds: blockTime(A, 20) };
    api.world.heads.set(A, { ...makeHead(A, 22), finalized });
    api.world.heads.set(B, null);
    const { body } = await api.get(VIEW);
    expect(body.blocks[0].finality).toBe("finalized");
    expect(body.blocks[1].finality).toBeNull();
    expect(body.blocks[1].lag).toEqual({ blocks: null, seconds: null });
    expect(body.causes).toContainEqual(
      expect.objectContaining({ code: "finality-unknown", chain: `eip155:${B}` }),
    );
  });

  it("refuses a contract's plain address and names the ids to ask for", async () => {
    api.world.contracts.add(`${B}:${ALICE}`);
    const { status, body } = await api.get(VIEW);
    expect(status).toBe(409);
    expect(body.code).toBe("ambiguous-account");
    expect(body.accounts).toEqual([`eip155:${A}:${ALICE}`, `eip155:${B}:${ALICE}`]);
    for (const id of body.accounts) {
      expect((await api.get(`/v1/accounts/${id}/collateral`)).status).toBe(200);
    }
    expect((await api.get(`${VIEW}?chains=eip155:${A}`)).status).toBe(200);
  });

  it("refuses where a chain's node does not say whether the account is a contract", async () => {
    const app = api.appWith({
      accountKinds: {
        isContract: async () => {
          throw new BallastError("Unknown.", { code: "account-kind-unknown" });
        },
      },
    });
    const { status, body } = await api.get(VIEW, app);
    expect(status).toBe(503);
    expect(body.code).toBe("account-kind-unknown");
  });
});
