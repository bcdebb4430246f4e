import { describe, expect, it } from "vitest";
import { type AccountReserve, accountData } from "../../src/protocols/aave-v3/valuation.ts";

const WAD = 10n ** 18n;

/** 200 supplied and 100 borrowed of an asset of 100 USD, as in aave-utilities' portfolio test. */
const reserve = (change: Partial<AccountReserve> = {}): AccountReserve => ({
  asset: "0x0000000000000000000000000000000000000001",
  decimals: 18,
  aTokenAmount: 200n * WAD,
  debtAmount: 100n * WAD,
  usedAsCollateral: true,
  ltvBps: 5_000n,
  liquidationThresholdBps: 6_000n,
  eModeCategoryId: 0,
  priceBase: 100n * 10n ** 8n,
  ...change,
});

describe("account data", () => {
  it("is that of aave-utilities' portfolio of two reserves", () => {
    const { health } = accountData({ reserves: [reserve(), reserve()], eMode: null });
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
    const reserves = [reserve({ eModeCategoryId: 1 }), reserve({ eModeCategoryId: 1 })];
    const eMode = {
      categoryId: 1,
      ltvBps: 6_000n,
      liquidationThresholdBps: 7_000n,
      priceBase: "none",
    } as const;
    expect(accountData({ reserves, eMode }).health).toMatchObject({
      availableBorrowsBase: 4_000n * 10n ** 8n,
      healthFactorWad: (14n * WAD) / 10n,
    });
    const outside = [reserve({ eModeCategoryId: 2 }), reserve()];
    expect(accountData({ reserves: outside, eMode }).health).toMatchObject({ ltvBps: 5_000n });
  });

  it("prices an e-mode's assets by the category's own source, where it has one", () => {
    const eMode = {
      categoryId: 1,
      ltvBps: 6_000n,
      liquidationThresholdBps: 7_000n,
      priceBase: 50n * 10n ** 8n,
    };
    const { health } = accountData({
      reserves: [reserve({ eModeCategoryId: 1, priceBase: null }), reserve()],
      eMode,
    });
    expect(health).toMatchObject({
      totalCollateralBase: 30_000n * 10n ** 8n,
      totalDebtBase: 15_000n * 10n ** 8n,
    });
  });

  it("is liquidatable below one, not at one: Aave's help page's 10,000 USD at 80 % against 6,000", () => {
    const at = (debt: bigint) =>
      accountData({
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
    const { health } = accountData({ reserves: [reserve({ debtAmount: 0n })], eMode: null });
    expect(health).toMatchObject({ healthFactorWad: null, liquidatable: false, totalDebtBase: 0n });
  });

  it("counts collateral only where it is switched on and the reserve accepts it", () => {
    const { health } = accountData({
      reserves: [
        reserve({ usedAsCollateral: false }),
        reserve({ liquidationThresholdBps: 0n, ltvBps: 0n, debtAmount: 0n }),
      ],
      eMode: null,
    });
    expect(health).toMatchObject({ totalCollateralBase: 0n, healthFactorWad: 0n });
  });

  it("averages a collateral of ltv 0 into the threshold and the ltv alike", () => {
    const { health } = accountData({
      reserves: [reserve({ debtAmount: 0n }), reserve({ ltvBps: 0n, debtAmount: 0n })],
      eMode: null,
    });
    expect(health).toMatchObject({ ltvBps: 2_500n, currentLiquidationThresholdBps: 6_000n });
  });

  it("is unknown, not zero, without a price that it needs, and names the asset", () => {
    const unpriced = reserve({ priceBase: null });
    expect(accountData({ reserves: [reserve(), unpriced], eMode: null })).toEqual({
      health: null,
      unpriced: [unpriced.asset],
    });
    const unused = reserve({ priceBase: null, usedAsCollateral: false, debtAmount: 0n });
    expect(accountData({ reserves: [reserve(), unused], eMode: null }).health).not.toBeNull();
  });
});
