import { describe, expect, it } from "vitest";
import { aaveV3EModeCategoryVersion } from "../../src/protocols/aave-v3/e-mode-schema.ts";
import {
  aaveV3AccountEModeVersion,
  aaveV3CollateralFlagVersion,
  aaveV3Liquidation,
  aaveV3PoolVersion,
  aaveV3PriceSourceVersion,
  aaveV3ReserveIndexVersion,
  aaveV3ReserveVersion,
  aaveV3Token,
} from "../../src/protocols/aave-v3/schema.ts";
import { token } from "../../src/tokens/schema.ts";
import { addressOf, timeOfBlock } from "../support/handler-harness.ts";
import {
  A_TOKEN,
  CONFIGURATOR,
  createAaveHarness,
  ORACLE,
  POOL,
  RAY,
  STABLE_DEBT,
  VARIABLE_DEBT,
  WETH,
} from "./support/aave-harness.ts";

const alice = addressOf(0xa11ce);

describe("reserves", () => {
  it("start with indexes of one ray, no rates, and what the token itself says", async () => {
    const harness = await createAaveHarness();
    expect(harness.rows(token)).toMatchObject([{ address: WETH, symbol: "WETH", decimals: 18 }]);
    expect(harness.rows(aaveV3Token).map((row) => [row.token, row.kind])).toEqual([
      [A_TOKEN, "aToken"],
      [VARIABLE_DEBT, "variableDebt"],
      [STABLE_DEBT, "stableDebt"],
    ]);
    expect(harness.rows(aaveV3ReserveIndexVersion)).toMatchObject([
      {
        pool: POOL,
        blockNumber: 5n,
        updatedAtSeconds: timeOfBlock(5),
        liquidityIndexRay: RAY,
        variableBorrowIndexRay: RAY,
        liquidityRateRay: 0n,
      },
    ]);
    expect(harness.rows(aaveV3PoolVersion)).toMatchObject([{ pool: POOL, revision: 1 }]);
  });

  it("keep one version per block with everything that changed until then", async () => {
    const harness = await createAaveHarness();
    const configurator = { address: CONFIGURATOR };
    await harness.log("AaveV3PoolConfigurator:CollateralConfigurationChanged", {
      ...configurator,
      block: 5,
      args: { asset: WETH, ltv: 8_000n, liquidationThreshold: 8_250n, liquidationBonus: 10_500n },
    });
    await harness.log("AaveV3PoolConfigurator:EModeAssetCategoryChanged", {
      ...configurator,
      block: 9,
      args: { asset: WETH, oldCategoryId: 0, newCategoryId: 1 },
    });
    await harness.log("AaveV3PoolConfigurator:ReserveFrozen", {
      ...configurator,
      block: 9,
      args: { asset: WETH, frozen: true },
    });
    const versions = harness.rows(aaveV3ReserveVersion);
    expect(versions).toHaveLength(2);
    expect(versions[0]).toMatchObject({ blockNumber: 5n, ltvBps: 8_000, frozen: false });
    expect(versions[1]).toMatchObject({
      blockNumber: 9n,
      ltvBps: 8_000,
      liquidationThresholdBps: 8_250,
      eModeCategoryId: 1,
      frozen: true,
    });
  });

  it("take the last ReserveDataUpdated of a block", async () => {
    const harness = await createAaveHarness();
    for (const rate of [1n, 2n]) {
      await harness.log("AaveV3Pool:ReserveDataUpdated", {
        address: POOL,
        block: 7,
        args: {
          reserve: WETH,
          liquidityRate: rate,
          stableBorrowRate: 0n,
          variableBorrowRate: rate * 10n,
          liquidityIndex: RAY + rate,
          variableBorrowIndex: RAY + rate * 10n,
        },
      });
    }
    expect(harness.rows(aaveV3ReserveIndexVersion).at(-1)).toMatchObject({
      blockNumber: 7n,
      updatedAtSeconds: timeOfBlock(7),
      liquidityRateRay: 2n,
      variableBorrowRateRay: 20n,
      variableBorrowIndexRay: RAY + 20n,
    });
  });

  it("store e-mode categories and the oracle's sources by block", async () => {
    const harness = await createAaveHarness();
    await harness.log("AaveV3PoolConfigurator:EModeCategoryAdded", {
      address: CONFIGURATOR,
      block: 6,
      args: {
        categoryId: 1,
        ltv: 9_300n,
        liquidationThreshold: 9_500n,
        liquidationBonus: 10_100n,
        oracle: addressOf(0),
        label: "ETH correlated",
      },
    });
    await harness.log("AaveV3Oracle:AssetSourceUpdated", {
      address: ORACLE,
      block: 6,
      args: { asset: WETH, source: addressOf(0x300) },
    });
    expect(harness.rows(aaveV3EModeCategoryVersion)).toMatchObject([
      { pool: POOL, categoryId: 1, ltvBps: 9_300, label: "ETH correlated" },
    ]);
    expect(harness.rows(aaveV3PriceSourceVersion)).toMatchObject([
      { oracle: ORACLE, asset: WETH, source: addressOf(0x300) },
    ]);
  });

  it("refuse a pool that rounds in a way that is not known, at once and after an upgrade", async () => {
    await expect(createAaveHarness({ [`${POOL}.POOL_REVISION`]: 12n })).rejects.toMatchObject({
      code: "aave-v3-revision",
    });
    const harness = await createAaveHarness();
    harness.answers[`${POOL}.POOL_REVISION`] = 12n;
    await expect(
      harness.log("AaveV3Pool:Upgraded", {
        address: POOL,
        block: 8,
        args: { implementation: addressOf(0x105) },
      }),
    ).rejects.toMatchObject({ code: "aave-v3-revision" });
  });
});

describe("accounts", () => {
  it("have the collateral flag of the last switch of each block", async () => {
    const harness = await createAaveHarness();
    const flag = (enabled: boolean, block: number) =>
      harness.log(`AaveV3Pool:ReserveUsedAsCollateral${enabled ? "Enabled" : "Disabled"}`, {
        address: POOL,
        block,
        args: { reserve: WETH, user: alice },
      });
    await flag(true, 10);
    await flag(false, 11);
    await flag(true, 11);
    await flag(false, 12);
    expect(
      harness.rows(aaveV3CollateralFlagVersion).map((row) => [row.blockNumber, row.enabled]),
    ).toEqual([
      [10n, true],
      [11n, true],
      [12n, false],
    ]);
  });

  it("have an e-mode per block, and liquidations by log", async () => {
    const harness = await createAaveHarness();
    await harness.log("AaveV3Pool:UserEModeSet", {
      address: POOL,
      block: 10,
      args: { user: alice, categoryId: 1 },
    });
    // Nothing else tells that a liquidation for aTokens has moved the collateral's indexes on.
    harness.answers[`${POOL}.getReserveData`] = {
      liquidityIndex: 3n,
      currentLiquidityRate: 4n,
      variableBorrowIndex: 5n,
      currentVariableBorrowRate: 6n,
      lastUpdateTimestamp: 7,
    };
    const { logIndex } = await harness.log("AaveV3Pool:LiquidationCall", {
      address: POOL,
      block: 11,
      args: {
        collateralAsset: WETH,
        debtAsset: addressOf(0x210),
        user: alice,
        debtToCover: 5n,
        liquidatedCollateralAmount: 6n,
        liquidator: addressOf(0x11),
        receiveAToken: true,
      },
    });
    expect(harness.rows(aaveV3AccountEModeVersion)).toMatchObject([
      { account: alice, blockNumber: 10n, categoryId: 1 },
    ]);
    expect(harness.rows(aaveV3Liquidation)).toMatchObject([
      { account: alice, logIndex, debtToCover: 5n, receiveAToken: true },
    ]);
    expect(harness.rows(aaveV3ReserveIndexVersion).at(-1)).toMatchObject({
      ...{ pool: POOL, asset: WETH, blockNumber: 11n, updatedAtSeconds: 7 },
      ...{ liquidityIndexRay: 3n, liquidityRateRay: 4n },
      ...{ variableBorrowIndexRay: 5n, variableBorrowRateRay: 6n },
    });
  });
});
