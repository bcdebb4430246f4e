import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MethodologyPrice } from "../../src/api/methodology/methodology.ts";
import { createPriceReader } from "../../src/api/valuation/create-price-reader.ts";
import type { ContractReader } from "../../src/core/contract-reader.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import { readSupplyHistories } from "../../src/oracles/bridged-supply/read-supplies.ts";
import { chainlinkAnswer, chainlinkPhase } from "../../src/oracles/chainlink/schema.ts";
import { capChecks } from "../../src/oracles/rates/parity-of-caps.ts";
import { rateId } from "../../src/oracles/rates/rate-source.ts";
import { readCapHistory } from "../../src/oracles/rates/read-caps.ts";
import { readRateHistory } from "../../src/oracles/rates/read-rates.ts";
import { rateCap } from "../../src/oracles/rates/schema.ts";
import { viewSample } from "../../src/oracles/samples/schema.ts";
import { addressOf, timeOfBlock } from "../support/handler-harness.ts";
import { noHttpObservations } from "../support/no-http-observations.ts";
import { openIndexTables, TEST_CHAIN_ID, testBlock } from "../support/open-index-tables.ts";
import { MAJORS, makeFeed } from "../support/pricing/make-feed.ts";
import { testChain } from "../support/test-network.ts";

const chainId = TEST_CHAIN_ID;
const UNIT = 10n ** 18n;
const vault = addressOf(0x1);
const adapter = addressOf(0x2);
const token = addressOf(0x3);
const remote = addressOf(0x4);
const escrow = addressOf(0x5);
const proxy = addressOf(0x6);
const aggregator = addressOf(0x7);
const source = { kind: "erc4626", vault, shareDecimals: 18, assetDecimals: 6 } as const;
const id = rateId(chainId, source);
const rates = [{ id, chainId, source, capAdapter: adapter }];
const bridgedTokens = [
  {
    id: "X.a",
    symbol: "X.a",
    home: { chainId, symbol: "X", token, decimals: 18, escrow },
    remote: [{ chainId, token: remote, decimals: 18 }],
  },
];

let index: Awaited<ReturnType<typeof openIndexTables>>;
beforeAll(async () => {
  index = await openIndexTables({ head: 20 });
  const sample = (contract: `0x${string}`, call: string, block: number, value: bigint | null) => ({
    ...{ chainId, contract, call, value },
    blockNumber: BigInt(block),
    blockTimestampSeconds: timeOfBlock(block),
  });
  const share = `convertToAssets(${UNIT})`;
  await index.db
    .insert(viewSample)
    .values([
      sample(vault, share, 2, 1_000_000n),
      sample(vault, share, 5, 1_000_500n),
      sample(vault, share, 8, 1_000_500n),
      sample(vault, share, 11, null),
      sample(token, `balanceOf(${escrow})`, 2, 100n),
      sample(remote, "totalSupply()", 3, 100n),
      sample(remote, "totalSupply()", 9, 125n),
    ]);
  await index.db.insert(rateCap).values({
    ...{ chainId, adapter, blockNumber: 7n, ratioDecimals: 6, growthBpsPerYear: 900 },
    snapshotRatio: 1_000_500n,
    snapshotTimestampSeconds: BigInt(timeOfBlock(6)),
    blockTimestampSeconds: timeOfBlock(7),
  });
  await index.db.insert(chainlinkPhase).values({
    ...{ chainId, proxy, aggregator, phaseId: 1, decimals: 8, description: "X / USD" },
    answersOf: aggregator,
    blockNumber: 1n,
    polledAnswerBlockNumber: null,
  });
  const answer = (block: number, value: bigint) => ({
    ...{ chainId, aggregator, logIndex: 1, roundId: BigInt(block), answer: value },
    blockNumber: BigInt(block),
    updatedAtSeconds: BigInt(timeOfBlock(block)),
    blockTimestampSeconds: timeOfBlock(block),
    transactionHash: null,
  });
  await index.db
    .insert(chainlinkAnswer)
    .values([answer(1, 2n * 10n ** 8n), answer(6, 2n * 10n ** 8n)]);
});
afterAll(() => index.close());

/** The adapter as its cap is stored, and nothing else. */
const capContracts = {
  read: async ({ functionName }: { functionName: string }) =>
    ({
      getSnapshotRatio: 1_000_500n,
      getSnapshotTimestamp: BigInt(timeOfBlock(6)),
      getMaxYearlyGrowthRatePercent: 900n,
    })[functionName] ?? null,
} as unknown as ContractReader;

const vectorAt = (block: number) => new Map([[chainId, testBlock(block)]]);

describe("rates on a real index", () => {
  it("go back to what was in force at a time, in whole units of the asset", async () => {
    const history = await index.withSnapshot((facts) =>
      readRateHistory({ facts, rates, block: testBlock(20), fromSeconds: timeOfBlock(6) }),
    );
    expect(history.get(id)).toMatchObject([
      { rateWad: 1_000_500_000_000_000_000n, writeTimeSeconds: timeOfBlock(5) },
      { rateWad: 1_000_500_000_000_000_000n, writeTimeSeconds: timeOfBlock(8) },
      { rateWad: null, writeTimeSeconds: timeOfBlock(11) },
    ]);
    const early = await index.withSnapshot((facts) =>
      readRateHistory({ facts, rates, block: testBlock(1), fromSeconds: 0 }),
    );
    expect(early.size).toBe(0);
  });

  it("have caps in the same units, from when they were set", async () => {
    const [before, after] = await index.withSnapshot(async (facts) => [
      await readCapHistory({ facts, rates, block: testBlock(6) }),
      await readCapHistory({ facts, rates, block: testBlock(7) }),
    ]);
    expect(before.get(id)).toEqual([]);
    expect(after.get(id)).toEqual([
      {
        snapshotWad: 1_000_500_000_000_000_000n,
        snapshotSeconds: timeOfBlock(6),
        growthBpsPerYear: 900,
        writeTimeSeconds: timeOfBlock(7),
      },
    ]);
  });

  it("are held against a cap's snapshot where they are known for its time", async () => {
    const deployment = {
      ...{ token: { symbol: "x", address: vault, decimals: 18 }, unit: "X", source },
      ...{ updates: null, capAdapter: adapter, startBlock: 1 },
    };
    const checksAt = (block: number) =>
      index.withSnapshot((facts) =>
        capChecks({ facts, contracts: capContracts, chain: testChain(), block: testBlock(block) }, [
          deployment,
        ]),
      );
    const snapshots = async (block: number) =>
      (await checksAt(block)).filter(({ what }) => what.includes("snapshot of"));
    expect((await checksAt(8)).filter(({ indexed, contract }) => indexed !== contract)).toEqual([]);
    // Whether the rate of block 5 held at block 6 is known once that of block 8 is the same.
    expect(await snapshots(7)).toEqual([]);
    expect(await snapshots(8)).toMatchObject([{ indexed: 1_000_500n, contract: 1_000_500n }]);
  });
});

describe("supplies on a real index", () => {
  it("have a history of both ends, and none of a chain that the vector lacks", async () => {
    const [found, lacking] = await index.withSnapshot(async (facts) => [
      await readSupplyHistories({
        ...{ facts, bridgedTokens, vector: vectorAt(20), fromSeconds: timeOfBlock(8) },
      }),
      await readSupplyHistories({ facts, bridgedTokens, vector: new Map(), fromSeconds: 0 }),
    ]);
    expect(found.get("X.a")).toMatchObject([
      { role: "escrow", untilSeconds: timeOfBlock(20), amounts: [{ amount: 100n }] },
      { role: "remote", amounts: [{ amount: 100n }, { amount: 125n }] },
    ]);
    expect(lacking.get("X.a")).toMatchObject([
      { untilSeconds: null, amounts: [] },
      { untilSeconds: null, amounts: [] },
    ]);
  });
});

describe("prices made of them", () => {
  const feed = makeFeed("x", { chainId, source: { kind: "chainlink", proxy } });
  const guard = { stepBps: 20, windowSeconds: 60 };
  const derived = {
    ...{ rateId: id, rateUnit: "X", basePriceId: "X/USD", marketPriceId: null },
    ...{ guard, maximumAgeSeconds: 7_200, cap: "contract" as const },
  };
  const pricesAt = async (block: number, reference?: { priceWad: bigint; timeSeconds: number }) => {
    const prices: MethodologyPrice[] = [
      {
        ...{ id: "X/USD", policyId: "majors", feeds: [feed] },
        ...(reference && { reference: { ...reference, source: "a test" } }),
      },
      { id: "SHARE/USD", policyId: "majors", feeds: [], derived },
      {
        ...{ id: "X.A/USD", policyId: "majors", feeds: [] },
        backing: { bridgedId: "X.a", basePriceId: "X/USD" },
      },
    ];
    const reader = createPriceReader({
      methodology: { prices, policies: [MAJORS], rates, bridgedTokens },
      adapters: oracleAdapters,
      httpObservations: noHttpObservations,
    });
    return index.withSnapshot((facts) =>
      reader.pricesAt({ facts, vector: vectorAt(block), priceIds: ["X/USD"] }),
    );
  };

  it("are read with their parts, and know of nothing later than the vector", async () => {
    const at = await pricesAt(8);
    expect(at.get("SHARE/USD")).toMatchObject({
      midWad: 2_001_000_000_000_000_000n,
      derived: { rateWad: 1_000_500_000_000_000_000n },
    });
    expect(at.get("SHARE/USD")?.flags).not.toContain("cap_misconfigured");
    expect(at.get("X.A/USD")).toMatchObject({ lowWad: 2n * UNIT, backing: { missing: 0n } });
    const later = await pricesAt(12);
    expect(later.get("X.A/USD")).toMatchObject({
      flags: expect.arrayContaining(["unbacked"]),
      lowWad: (2n * UNIT * 100n) / 125n,
      backing: { remote: 125n, escrowed: 100n, missing: 25n },
    });
    expect(later.get("SHARE/USD")).toMatchObject({ status: "unavailable" });
    expect((await pricesAt(8)).get("X.A/USD")).toEqual(at.get("X.A/USD"));
  });

  it("have no value where they were off their reference at its time, from that time on", async () => {
    const far = { priceWad: 3n * UNIT, timeSeconds: timeOfBlock(7) };
    const near = { priceWad: (2n * UNIT * 11n) / 10n, timeSeconds: timeOfBlock(7) };
    for (const id of ["X/USD", "SHARE/USD", "X.A/USD"]) {
      expect((await pricesAt(8, far)).get(id)).toMatchObject({
        status: "unavailable",
        midWad: null,
      });
      expect((await pricesAt(8, far)).get(id)?.flags).toContain("off_reference");
      expect((await pricesAt(8, near)).get(id)?.status).toBe("degraded");
      expect((await pricesAt(6, far)).get(id)?.status).toBe("degraded");
    }
  });
});
