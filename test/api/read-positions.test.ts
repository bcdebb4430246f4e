import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chainlinkAnswer, chainlinkPhase } from "../../src/oracles/chainlink/schema.ts";
import { aaveV3Adapter } from "../../src/protocols/aave-v3/adapter.ts";
import {
  aaveV3BalanceVersion,
  aaveV3CollateralFlagVersion,
  aaveV3PoolVersion,
  aaveV3PriceSourceVersion,
  aaveV3ReserveIndexVersion,
  aaveV3ReserveVersion,
} from "../../src/protocols/aave-v3/schema.ts";
import { ballastVaultAdapter } from "../../src/protocols/ballast-vault/adapter.ts";
import {
  ballastVaultBalanceVersion,
  ballastVaultWithdrawal,
} from "../../src/protocols/ballast-vault/schema.ts";
import { token } from "../../src/tokens/schema.ts";
import { addressOf, timeOfBlock } from "../support/handler-harness.ts";
import { noContracts } from "../support/no-contracts.ts";
import { openIndexTables, TEST_CHAIN_ID, testBlock } from "../support/open-index-tables.ts";
import { testChain } from "../support/test-network.ts";

const chainId = TEST_CHAIN_ID;
const RAY = 10n ** 27n;
const WAD = 10n ** 18n;
const alice = addressOf(0xa11ce);
const bob = addressOf(0xb0b);
const pool = addressOf(0x100);
const oracle = addressOf(0x102);
const weth = addressOf(0x200);
const aToken = addressOf(0x201);
const source = addressOf(0x300);
const aggregator = addressOf(0x301);
const chain = testChain({
  aaveV3: [{ id: "main", pool, poolConfigurator: addressOf(0x101), oracle, startBlock: 1 }],
});
const vault = chain.ballast!.collateralVault;

let index: Awaited<ReturnType<typeof openIndexTables>>;
beforeAll(async () => {
  index = await openIndexTables({ head: 20 });
  await index.db
    .insert(token)
    .values({ chainId, address: weth, symbol: "WETH", decimals: 18, blockNumber: 1n });
});
afterAll(() => index.close());

const readAave = (block: number) =>
  index.withSnapshot((facts) =>
    aaveV3Adapter.readMarkets({
      contracts: noContracts,
      facts,
      chain,
      block: testBlock(block),
      accounts: [alice, bob],
    }),
  );

describe("an Aave market", () => {
  const reserve = {
    chainId,
    pool,
    asset: weth,
    aToken,
    stableDebtToken: addressOf(0x203),
    variableDebtToken: addressOf(0x202),
    ltvBps: 8_000,
    liquidationThresholdBps: 8_250,
    liquidationBonusBps: 10_500,
    eModeCategoryId: 0,
    stableBorrowingEnabled: false,
    frozen: false,
    paused: false,
    active: true,
  };
  const answer = {
    chainId,
    aggregator,
    roundId: 1n,
    updatedAtSeconds: 1n,
    blockTimestampSeconds: timeOfBlock(2),
    transactionHash: null,
  };

  beforeAll(async () => {
    const { db } = index;
    await db.insert(aaveV3PoolVersion).values({ chainId, pool, blockNumber: 2n, revision: 1 });
    await db.insert(aaveV3ReserveVersion).values({ ...reserve, blockNumber: 2n });
    await db.insert(aaveV3ReserveIndexVersion).values({
      chainId,
      pool,
      asset: weth,
      blockNumber: 2n,
      updatedAtSeconds: timeOfBlock(2),
      liquidityRateRay: 0n,
      variableBorrowRateRay: 0n,
      liquidityIndexRay: RAY,
      variableBorrowIndexRay: RAY,
    });
    await db
      .insert(aaveV3PriceSourceVersion)
      .values({ chainId, oracle, asset: weth, blockNumber: 2n, source });
    await db.insert(chainlinkPhase).values({
      chainId,
      proxy: source,
      phaseId: 1,
      aggregator,
      answersOf: aggregator,
      decimals: 8,
      description: "ETH / USD",
      blockNumber: 4n,
    });
    await db.insert(aaveV3BalanceVersion).values({
      chainId,
      token: aToken,
      account: alice,
      blockNumber: 3n,
      scaledBalance: 2n * WAD,
      lastIndexRay: RAY,
    });
    await db
      .insert(aaveV3CollateralFlagVersion)
      .values({ chainId, pool, asset: weth, account: alice, blockNumber: 3n, enabled: true });
    await db.insert(chainlinkAnswer).values([
      { ...answer, blockNumber: 5n, logIndex: 1, answer: 2_500n * 10n ** 8n },
      { ...answer, blockNumber: 6n, logIndex: 1, answer: 0n },
      { ...answer, blockNumber: 7n, logIndex: 1, answer: 2_600n * 10n ** 8n },
    ]);
    await db
      .insert(aaveV3ReserveVersion)
      .values({ ...reserve, blockNumber: 8n, stableBorrowingEnabled: true });
    await db
      .insert(aaveV3ReserveVersion)
      .values({ ...reserve, blockNumber: 9n, stableBorrowingEnabled: false });
  });

  it("has only accounts with a position, and their market's own verdict", async () => {
    const markets = await readAave(5);
    expect(markets).toHaveLength(1);
    expect(markets[0]).toMatchObject({
      account: alice,
      marketId: "aave-v3:main",
      positions: [{ kind: "collateral", amount: 2n * WAD, holder: aToken, securesDebt: true }],
      health: { totalCollateralBase: 5_000n * 10n ** 8n, healthFactorWad: null },
      causes: [],
    });
    const known = await index.withSnapshot((facts) =>
      aaveV3Adapter.readAccounts({ facts, chain, block: testBlock(5) }),
    );
    expect(known).toEqual([alice]);
  });

  it("does not exist before its first reserve", async () => {
    expect(await readAave(1)).toEqual([]);
  });

  it.each([
    ["no answer yet", 4],
    ["an answer of zero", 6],
  ])("knows no health with %s of its own price, and says so; the position stays", async (_, at) => {
    const [market] = await readAave(at);
    expect(market?.health).toBeNull();
    expect(market?.positions).toHaveLength(1);
    expect(market?.causes).toMatchObject([
      { code: "market-price-missing", marketId: "aave-v3:main", chainId },
    ]);
  });

  it("knows its health again with the next price", async () => {
    expect((await readAave(7))[0]?.health).not.toBeNull();
  });

  it.each([8, 12])("knows no health once stable debt has been allowed: block %i", async (at) => {
    const [market] = await readAave(at);
    expect(market?.health).toBeNull();
    expect(market?.causes.map(({ code }) => code)).toEqual(["stable-debt-not-indexed"]);
  });
});

describe("a vault", () => {
  beforeEach(async () => {
    await index.db.delete(ballastVaultBalanceVersion);
    await index.db.delete(ballastVaultWithdrawal);
    const balance = { chainId, vault, token: weth, account: alice };
    await index.db.insert(ballastVaultBalanceVersion).values([
      { ...balance, blockNumber: 2n, locked: 100n, requested: 0n },
      { ...balance, blockNumber: 4n, locked: 70n, requested: 30n },
      { ...balance, blockNumber: 8n, locked: 0n, requested: 100n },
      { ...balance, blockNumber: 10n, locked: 0n, requested: 0n },
    ]);
    const request = { chainId, vault, token: weth, account: alice };
    await index.db.insert(ballastVaultWithdrawal).values([
      {
        ...request,
        requestId: 1n,
        amount: 30n,
        availableAtSeconds: 111n,
        requestedBlockNumber: 4n,
        withdrawnBlockNumber: 10n,
      },
      {
        ...request,
        requestId: 2n,
        amount: 70n,
        availableAtSeconds: 222n,
        requestedBlockNumber: 8n,
        withdrawnBlockNumber: 10n,
      },
    ]);
  });
  const positionsAt = (block: number) =>
    index.withSnapshot(async (facts) => {
      const markets = await ballastVaultAdapter.readMarkets({
        contracts: noContracts,
        facts,
        chain,
        block: testBlock(block),
        accounts: [alice, bob],
      });
      return markets.flatMap((market) =>
        market.positions.map((one) => [one.amount, one.enforceability, one.availableAtSeconds]),
      );
    });

  it("has what is locked, and each open request with the time from which it can be taken", async () => {
    expect(await positionsAt(1)).toEqual([]);
    expect(await positionsAt(3)).toEqual([[100n, "locked", undefined]]);
    expect(await positionsAt(5)).toEqual([
      [70n, "locked", undefined],
      [30n, "observed", 111],
    ]);
    expect(await positionsAt(9)).toEqual([
      [30n, "observed", 111],
      [70n, "observed", 222],
    ]);
    expect(await positionsAt(10)).toEqual([]);
  });
});
