import { describe, expect, it } from "vitest";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import {
  type AccountDataInput,
  type AccountEMode,
  type AccountReserve,
  accountData,
} from "../../src/protocols/aave-v3/valuation.ts";
import { addressOf } from "../support/handler-harness.ts";

const WAD = 10n ** 18n;

/** 200 supplied and 100 borrowed of an asset of 100 USD, as in aave-utilities' portfolio test. */
const reserve = (change: Partial<AccountReserve> = {}): AccountReserve => ({
  asset: addressOf(1),
  decimals: 18,
  aTokenAmount: 200n * WAD,
  debtAmount: 100n * WAD,
  usedAsCollateral: true,
  ltvBps: 5_000n,
  liquidationThresholdBps: 6_000n,
  priceBase: 100n * 10n ** 8n,
  ...change,
});

/** An e-mode of 60 % and 70 % for the first asset. */
const eModeOf = (change: Partial<AccountEMode> = {}): AccountEMode => ({
  ltvBps: 6_000n,
  liquidationThresholdBps: 7_000n,
  collateralAssets: new Set([addressOf(1)]),
  ltvZeroAssets: new Set(),
  borrowableAssets: new Set(),
  isolated: false,
  priceBase: "none",
  ...change,
});

const dataAt = (revision: number, input: Omit<AccountDataInput, "rules">) =>
  accountData({ rules: arithmeticOfRevision(revision).accountRules, ...input });

describe("account data", () => {
  it("is that of aave-utilities' portfolio of two reserves", () => {
    const { health } = dataAt(1, { reserves: [reserve(), reserve()], eMode: null });
    expect(health).toEqual({
      baseUnitDecimals: 8,
      totalCollateralBase: 40_000n * 10n ** 8n,
      totalDebtBase: 20_000n * 10n ** 8n,
      availableBorrowsBase: 0n,
      currentLiquidationThresholdBps: 6_000n,
      ltvBps: 5_000n,
      healthFactorWad: (12n * WAD) / 10n,
      liquidatable: false,
    });
  });

  it("takes ltv and threshold of the e-mode for its assets: the same portfolio in e-mode 1", () => {
    const reserves = [reserve(), reserve()];
    expect(dataAt(1, { reserves, eMode: eModeOf() }).health).toMatchObject({
      availableBorrowsBase: 4_000n * 10n ** 8n,
      healthFactorWad: (14n * WAD) / 10n,
    });
    const outside = [reserve({ asset: addressOf(2) }), reserve({ asset: addressOf(3) })];
    expect(dataAt(1, { reserves: outside, eMode: eModeOf() }).health).toMatchObject({
      ltvBps: 5_000n,
    });
  });

  it("prices an e-mode's assets by the category's own source, where it has one", () => {
    const { health } = dataAt(1, {
      reserves: [reserve({ priceBase: null }), reserve({ asset: addressOf(2) })],
      eMode: eModeOf({ priceBase: 50n * 10n ** 8n }),
    });
    expect(health).toMatchObject({
      totalCollateralBase: 30_000n * 10n ** 8n,
      totalDebtBase: 15_000n * 10n ** 8n,
    });
  });

  it("is liquidatable below one, not at one: Aave's help page's 10,000 USD at 80 % against 6,000", () => {
    const at = (debt: bigint) =>
      dataAt(1, {
        reserves: [
          reserve({
            aTokenAmount: 100n * WAD,
            debtAmount: debt,
            ltvBps: 7_500n,
            liquidationThresholdBps: 8_000n,
          }),
        ],
        eMode: null,
      }).health;
    expect(at(60n * WAD)).toMatchObject({
      healthFactorWad: 1_333_333_333_333_333_333n,
      liquidatable: false,
    });
    expect(at(80n * WAD)).toMatchObject({ healthFactorWad: WAD, liquidatable: false });
    expect(at(80n * WAD + 10n ** 10n)).toMatchObject({ liquidatable: true });
  });

  it("has no health factor without debt, where the contract returns the largest number", () => {
    const { health } = dataAt(1, { reserves: [reserve({ debtAmount: 0n })], eMode: null });
    expect(health).toMatchObject({ healthFactorWad: null, liquidatable: false, totalDebtBase: 0n });
  });

  it("counts collateral only where it is switched on and the reserve accepts it", () => {
    const { health } = dataAt(1, {
      reserves: [
        reserve({ usedAsCollateral: false }),
        reserve({ liquidationThresholdBps: 0n, ltvBps: 0n, debtAmount: 0n }),
      ],
      eMode: null,
    });
    expect(health).toMatchObject({ totalCollateralBase: 0n, healthFactorWad: 0n });
  });

  it("averages a collateral of ltv 0 into the threshold and the ltv alike", () => {
    const { health } = dataAt(1, {
      reserves: [reserve({ debtAmount: 0n }), reserve({ ltvBps: 0n, debtAmount: 0n })],
      eMode: null,
    });
    expect(health).toMatchObject({ ltvBps: 2_500n, currentLiquidationThresholdBps: 6_000n });
  });

  it("is unknown, not zero, without a price that it needs, and names the asset", () => {
    const unpriced = reserve({ priceBase: null });
    expect(dataAt(1, { reserves: [reserve(), unpriced], eMode: null })).toEqual({
      health: null,
      unpriced: [unpriced.asset],
    });
    const unused = reserve({ priceBase: null, usedAsCollateral: false, debtAmount: 0n });
    expect(dataAt(1, { reserves: [reserve(), unused], eMode: null }).health).not.toBeNull();
  });
});

describe("account data by pool revision", () => {
  const eModeOnly = reserve({ ltvBps: 0n, liquidationThresholdBps: 0n, debtAmount: 0n });
  const noLtv = reserve({ ltvBps: 0n, debtAmount: 0n });

  it("takes an asset that is collateral in the e-mode alone since revision 10", () => {
    const input = { reserves: [eModeOnly], eMode: eModeOf() };
    for (const revision of [1, 5, 8, 9])
      expect(dataAt(revision, input).health).toMatchObject({ totalCollateralBase: 0n });
    for (const revision of [10, 11]) {
      expect(dataAt(revision, input).health).toMatchObject({
        totalCollateralBase: 20_000n * 10n ** 8n,
        ltvBps: 6_000n,
        currentLiquidationThresholdBps: 7_000n,
      });
    }
  });

  it("counts a collateral of no threshold in the total since revision 10", () => {
    const input = { reserves: [eModeOnly], eMode: null };
    expect(dataAt(9, input).health).toMatchObject({ totalCollateralBase: 0n });
    expect(dataAt(10, input).health).toMatchObject({
      totalCollateralBase: 20_000n * 10n ** 8n,
      currentLiquidationThresholdBps: 0n,
    });
  });

  it("lends on an asset of ltv 0 in the e-mode since revision 10, unless the e-mode says no", () => {
    expect(dataAt(9, { reserves: [noLtv], eMode: eModeOf() }).health).toMatchObject({
      ltvBps: 0n,
      currentLiquidationThresholdBps: 7_000n,
    });
    expect(dataAt(10, { reserves: [noLtv], eMode: eModeOf() }).health).toMatchObject({
      ltvBps: 6_000n,
    });
    const eMode = eModeOf({ ltvZeroAssets: new Set([addressOf(1)]) });
    expect(dataAt(10, { reserves: [reserve({ debtAmount: 0n })], eMode }).health).toMatchObject({
      ltvBps: 0n,
      currentLiquidationThresholdBps: 7_000n,
    });
  });

  it("lends nothing on assets outside an isolated e-mode, which still count against liquidation", () => {
    const outside = reserve({ asset: addressOf(2), debtAmount: 0n });
    const input = { reserves: [outside], eMode: eModeOf({ isolated: true }) };
    expect(dataAt(11, input).health).toMatchObject({
      ltvBps: 0n,
      currentLiquidationThresholdBps: 6_000n,
    });
  });

  it("sees a debt of a fraction of a base unit since revision 9", () => {
    const dust = reserve({ debtAmount: 1n });
    expect(dataAt(8, { reserves: [dust], eMode: null }).health).toMatchObject({
      totalDebtBase: 0n,
      healthFactorWad: null,
    });
    expect(dataAt(9, { reserves: [dust], eMode: null }).health).toMatchObject({
      totalDebtBase: 1n,
      healthFactorWad: 12_000n * 10n ** 8n * WAD,
    });
  });
});
