import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildAttestation } from "../../src/api/attestation/build-attestation.ts";
import { ATTESTATION_FLAGS, decodeLeaf, UNKNOWN_DEBT } from "../../src/api/attestation/leaf.ts";
import { createParitySampler } from "../../src/api/parity/create-parity-sampler.ts";
import { withholdDoubts } from "../../src/api/parity/withhold-doubts.ts";
import { migrateOffchainTables } from "../../src/api/store/offchain-migrate.ts";
import { createParityStore, type ParityStore } from "../../src/api/store/offchain-parity.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { createFailureLog } from "../../src/api/worker/failure-log.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { ParityCheck } from "../../src/core/parity.ts";
import {
  ALICE,
  type Api,
  blockHash,
  blockTime,
  type Json,
  makeApi,
  observation,
  testParityStream,
  vaultMarket,
} from "../support/api/make-api.ts";
import { ALPHA } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";
import { noContracts } from "../support/no-contracts.ts";
import { noHoldings } from "../support/no-holdings.ts";
import { makeAccountValue } from "../support/worker/make-account-value.ts";

const A = ALPHA.chainId;
const MARKET = `ballast-vault:${ALPHA.ballast?.collateralVault}`;
const startedAt = Date.now();
const BOB = `0x${"b0b".padStart(40, "0")}` as const;

let api: Api;
let store: ParityStore;

beforeAll(async () => {
  api = await makeApi({ alpha: 60, beta: 60 });
  await expectEmpty();
  await migrateOffchainTables({
    connectionString: api.connectionString,
    schema: DEFAULT_OFFCHAIN_SCHEMA,
  });
  await expectEmpty();
  store = createParityStore({
    db: api.database.db,
    schema: DEFAULT_OFFCHAIN_SCHEMA,
    stream: testParityStream,
  });
});
afterAll(() => api.close());
beforeEach(() => {
  api.world.markets = [
    vaultMarket({ chainId: A, account: ALICE, symbol: "WETH", amount: 10n ** 18n }),
  ];
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const id = `${kind}:eip155:${A}:ETH/USD`;
    api.world.observations.set(id, observation(id, A, 200_000_000_000n));
  }
});

async function expectEmpty(): Promise<void> {
  expect((await api.get("/v1/parity")).body).toEqual({
    sampler: { alive: false, lastRoundAt: null, ageSeconds: null, intervalSeconds: null },
    since: null,
    items: [],
    mismatches: [],
  });
  expect((await api.get(`/v1/accounts/${ALICE}/collateral`)).status).toBe(200);
}

function check(overrides: Partial<ParityCheck> = {}): ParityCheck {
  return {
    marketId: MARKET,
    account: ALICE,
    what: `CollateralVault.lockedOf(WETH, ${ALICE})`,
    indexed: 10n ** 18n,
    contract: 10n ** 18n,
    ...overrides,
  };
}

function record(number: number, checks: readonly ParityCheck[], hash = blockHash(A, number)) {
  const block = {
    chainId: A,
    number: BigInt(number),
    hash,
    timestampSeconds: blockTime(A, number),
  };
  return store.record({
    block,
    comparisons: checks.map((one) => ({ ...one, chainId: A, protocol: "ballast-vault" })),
    unread: [],
    at: new Date(startedAt + number),
  });
}

async function viewAt(number: number, account: string = ALICE): Promise<Json> {
  const { status, body } = await api.get(
    `/v1/accounts/${account}/collateral?at=eip155:${A}:${number}`,
  );
  expect(status).toBe(200);
  return body;
}

const parityCauses = (body: Json): Json[] =>
  body.causes.filter(({ code }: { code: string }) => code === "parity-mismatch");

describe("a mismatch", () => {
  it("marks the market's answers from its block on, until the same thing agrees again", async () => {
    const before = await viewAt(20);
    await record(20, [check({ contract: 10n ** 18n + 3n }), check({ what: "else" })]);
    expect(await viewAt(19)).toMatchObject({ status: (await viewAt(19)).status });
    expect(parityCauses(await viewAt(19))).toEqual([]);

    const doubtful = await viewAt(20);
    expect(doubtful.status).toBe("degraded");
    expect(parityCauses(doubtful)).toEqual([
      {
        code: "parity-mismatch",
        detail: `CollateralVault.lockedOf(WETH, ${ALICE}) at block 20 is 1000000000000000000 by the index and 1000000000000000003 by the contract.`,
        chain: `eip155:${A}`,
        marketId: MARKET,
      },
    ]);
    expect(doubtful.markets[0].causes).toEqual(parityCauses(doubtful));
    // Evidence that came later changes the status, never an amount.
    expect(doubtful.markets[0].positions).toEqual(before.markets[0].positions);
    expect(doubtful.totals).toEqual(before.totals);

    await record(25, [check({ contract: 10n ** 18n + 4n })]);
    expect(parityCauses(await viewAt(26))).toHaveLength(1);
    await record(30, [check()]);
    expect(parityCauses(await viewAt(29))).toHaveLength(1);
    expect(parityCauses(await viewAt(30))).toEqual([]);
    expect((await viewAt(30)).status).toBe("ok");
  });

  it("of another account in the market, or of the market itself, counts too", async () => {
    await record(31, [check({ account: BOB, what: "bob's", contract: 1n })]);
    expect(parityCauses(await viewAt(31))[0].detail).toContain("bob's");
    await record(32, [check({ account: BOB, what: "bob's" })]);
    await record(33, [check({ account: null, what: "the market's", indexed: null })]);
    expect(parityCauses(await viewAt(33))[0].detail).toContain("is not known by the index");
    await record(34, [check({ account: null, what: "the market's" })]);
    expect(parityCauses(await viewAt(34))).toEqual([]);
  });

  it("at a block that was reorganised away counts for nothing", async () => {
    await record(35, [check({ contract: 1n })], `0x${"ee".repeat(32)}`);
    expect(parityCauses(await viewAt(36))).toEqual([]);
    await record(36, [check()]);
  });

  it("of a feed marks who uses its price", async () => {
    const feed = `chainlink:eip155:${A}:ETH/USD`;
    const answer = check({ marketId: feed, account: null, what: "latestRoundData().answer" });
    await record(37, [{ ...answer, contract: 1n }]);
    expect(parityCauses(await viewAt(37))).toMatchObject([{ marketId: feed }]);
    expect((await viewAt(37)).status).toBe("degraded");
    await record(38, [answer]);
  });

  it("is published with both values, and counted", async () => {
    await store.endRound({ intervalSeconds: 15, at: new Date() });
    const { body } = await api.get("/v1/parity");
    expect(body.sampler).toMatchObject({ alive: true, intervalSeconds: 15 });
    expect(body.items).toMatchObject([
      {
        chain: `eip155:${A}`,
        protocol: "ballast-vault",
        mismatches: 6,
        largestDifference: { units: (10n ** 18n - 1n).toString() },
        unread: 0,
        lastBlock: { number: 38, hash: blockHash(A, 38) },
      },
    ]);
    const first = body.mismatches.find((one: Json) => one.block.number === 20);
    expect(first).toMatchObject({
      account: ALICE,
      indexed: "1000000000000000000",
      contract: "1000000000000000003",
      clearedAtBlock: 30,
    });
    const document = (await api.get("/openapi.json")).body;
    await requireDescribed(api, document, "/v1/parity", "/v1/parity");
  });

  it("makes a market unknown in an attestation, which stays a lower bound", () => {
    const vector = new Map([
      [A, { chainId: A, number: 5n, hash: blockHash(A, 5), timestampSeconds: 1_700_000_000 }],
    ]);
    const value = makeAccountValue({
      address: ALICE,
      vector,
      holdings: [{ chainId: A, collateralWad: 100n * 10n ** 18n, debtWad: 10n ** 18n }],
    });
    const mismatch = {
      chainId: A,
      marketId: "aave-v3:main",
      account: ALICE,
      what: "balance",
      blockNumber: 4n,
      indexed: "1",
      contract: "2",
    };
    const leafOf = (one: typeof value) => {
      const { leaves } = buildAttestation({
        epoch: 1n,
        configHash: `0x${"11".repeat(32)}`,
        vector,
        wormholeChainIds: new Map([[A, 60_001]]),
        accounts: [one],
        isContract: () => false,
        validitySeconds: 600,
        simulated: false,
        status: "finalized",
      });
      return decodeLeaf(leaves[0]!.bytes);
    };
    expect(leafOf(withholdDoubts(value, [{ ...mismatch, account: BOB }]))).toMatchObject({
      value: 99n * 10n ** 8n,
      flags: 0,
    });
    for (const account of [ALICE, null]) {
      expect(leafOf(withholdDoubts(value, [{ ...mismatch, account }]))).toMatchObject({
        value: 0n,
        gross: 0n,
        debt: UNKNOWN_DEBT,
        flags: ATTESTATION_FLAGS.partial,
      });
    }
  });
});

describe("the sampler", () => {
  const finalized = { number: 40n, hash: blockHash(A, 40) };
  /** A node of which nothing but its blocks is asked. */
  const client = {
    getBlock: async ({ blockNumber }: { blockNumber?: bigint }) => ({
      number: blockNumber ?? finalized.number,
      hash: blockHash(A, Number(blockNumber ?? finalized.number)),
      timestamp: 1n,
    }),
  };

  function sampler(
    readParity: (accounts: readonly string[]) => Promise<readonly ParityCheck[]>,
    node: object = client,
  ) {
    const logger = pino({ level: "silent" });
    return createParitySampler({
      network: { chains: [ALPHA] },
      scope: {
        protocolAdapters: [
          {
            name: "tested",
            holdings: noHoldings,
            readAccounts: async () => [ALICE, BOB],
            readMarkets: async () => [],
            readParity: ({ accounts }) => readParity(accounts),
          },
        ],
        oracleAdapters: {} as never,
        feeds: [],
        bridgedTokens: [],
      },
      contracts: noContracts,
      client: () => node as never,
      withSnapshot: api.database.withSnapshot,
      store,
      rankAccounts: async () => [BOB],
      intervalSeconds: 15,
      seed: 1,
      accountsPerRound: 1,
      largestPerRound: 1,
      failures: createFailureLog(logger),
      logger,
    });
  }
  const tested = async () =>
    (await api.get("/v1/parity")).body.items.find((one: Json) => one.protocol === "tested");

  it("compares at the newest settled block, everybody in turn and the largest always", async () => {
    const asked: (readonly string[])[] = [];
    const { round } = sampler(async (accounts) => {
      asked.push(accounts);
      return [check({ marketId: "tested", what: "a" }), check({ marketId: "tested", what: "b" })];
    });
    await round(() => true);
    await round(() => true);
    expect(asked.every((accounts) => accounts.includes(BOB))).toBe(true);
    expect(new Set(asked.flat())).toEqual(new Set([ALICE, BOB]));
    expect(await tested()).toMatchObject({
      comparisons: 4,
      mismatches: 0,
      lastBlock: { number: 40, hash: finalized.hash },
    });
  });

  it("comes back to an account until what differed agrees", async () => {
    let contract = 1n;
    const asked: (readonly string[])[] = [];
    const { round } = sampler(async (accounts) => {
      asked.push(accounts);
      return accounts.includes(ALICE) ? [check({ marketId: "tested", contract })] : [];
    });
    for (let turn = 0; turn < 4; turn += 1) await round(() => true);
    expect(asked.slice(-2).every((accounts) => accounts.includes(ALICE))).toBe(true);
    expect(await store.openAccounts(A)).toEqual([ALICE]);
    contract = 10n ** 18n;
    await round(() => true);
    expect(await store.openAccounts(A)).toEqual([]);
  });

  it("counts a node that does not answer as unread, never as a mismatch", async () => {
    const before = await tested();
    const { round } = sampler(async () => {
      throw new BallastError("No node of chain answers.", { code: "chain-unreadable" });
    });
    await round(() => true);
    expect(await tested()).toMatchObject({
      comparisons: before.comparisons,
      mismatches: before.mismatches,
      unread: before.unread + 1,
      unreadReason: "No node of chain answers.",
    });
  });

  it("stores nothing of a block that is reorganised away while it is compared", async () => {
    const before = await tested();
    let gone = false;
    const { round } = sampler(
      async () => {
        gone = true;
        return [check({ marketId: "tested", contract: 1n })];
      },
      {
        getBlock: async (at: { blockNumber?: bigint }) => {
          const block = await client.getBlock(at);
          return gone ? { ...block, hash: `0x${"dd".repeat(32)}` } : block;
        },
      },
    );
    await round(() => true);
    expect(await tested()).toEqual(before);
  });
});
