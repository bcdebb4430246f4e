import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accrueInterest, exchangeRateWad } from "../../src/protocols/venus/accrual.ts";
import { interestAccrued, tokensSeized } from "../../src/protocols/venus/state.ts";
import {
  accountHealth,
  borrowBalance,
  type EnteredMarket,
  liquidityOf,
  sumMarkets,
  toUnderlying,
} from "../../src/protocols/venus/valuation.ts";
import { marketFacts } from "../support/venus/market-facts.ts";

const WAD = 10n ** 18n;
const amounts = fc.bigInt({ min: 0n, max: 10n ** 30n });
const wads = fc.bigInt({ min: 0n, max: WAD });

const entered = (change: Partial<EnteredMarket>): EnteredMarket => ({
  tokens: 0n,
  borrowBalance: 0n,
  exchangeRateWad: WAD,
  price: WAD,
  collateralFactorWad: 0n,
  liquidationThresholdWad: 0n,
  ...change,
});

describe("accrual", () => {
  const totals = { totalBorrows: 1_000_003n, totalReserves: 7n, borrowIndexWad: WAD };

  it("rounds each product down and takes the reserves' part of the rounded interest", () => {
    expect(
      accrueInterest({ totals, rateWad: WAD / 100n, reserveFactorWad: WAD / 3n, slots: 5n }),
    ).toEqual({
      totalBorrows: 1_050_003n,
      totalReserves: 7n + 16_666n,
      borrowIndexWad: (105n * WAD) / 100n,
    });
  });

  it("changes nothing in no time", () => {
    expect(accrueInterest({ totals, rateWad: WAD, reserveFactorWad: WAD, slots: 0n })).toEqual(
      totals,
    );
  });

  it("is what the event of it says", () => {
    fc.assert(
      fc.property(amounts, wads, wads, fc.bigInt(0n, 1_000n), (borrows, rate, factor, slots) => {
        const market = marketFacts({ totalBorrows: borrows, reserveFactorWad: factor });
        const after = accrueInterest({
          totals: market,
          rateWad: rate,
          reserveFactorWad: factor,
          slots,
        });
        const event = {
          interestAccumulated: after.totalBorrows - borrows,
          borrowIndex: after.borrowIndexWad,
          totalBorrows: after.totalBorrows,
        };
        expect(interestAccrued(market, event)).toEqual(after);
      }),
    );
  });

  it("never takes from suppliers: interest is at least what reserves get of it", () => {
    fc.assert(
      fc.property(amounts, wads, wads, fc.bigInt(1n, 10n ** 24n), (cash, rate, factor, supply) => {
        const before = { ...totals, totalReserves: 0n };
        const after = accrueInterest({
          totals: before,
          rateWad: rate,
          reserveFactorWad: factor,
          slots: 1n,
        });
        const rateOf = (of: typeof before) =>
          exchangeRateWad({ cash, totals: of, badDebt: 0n, totalSupply: supply })!;
        expect(rateOf(after)).toBeGreaterThanOrEqual(rateOf(before));
      }),
    );
  });
});

describe("the exchange rate", () => {
  const books = { cash: 5n, totals: { totalBorrows: 3n, totalReserves: 1n }, badDebt: 0n };

  it("counts cash, debts and bad debt, without reserves, rounded down", () => {
    expect(exchangeRateWad({ ...books, badDebt: 4n, totalSupply: 3n })).toBe((11n * WAD) / 3n);
  });

  it("is not known of a supply of none, nor where reserves exceed everything", () => {
    expect(exchangeRateWad({ ...books, totalSupply: 0n })).toBeNull();
    const totals = { totalBorrows: 0n, totalReserves: 6n };
    expect(exchangeRateWad({ ...books, totals, totalSupply: 1n })).toBeNull();
  });
});

describe("debts and shares", () => {
  it("rounds a debt down as the contract does, and has none without a principal", () => {
    const debt = { borrowPrincipal: 10n, borrowIndexWad: 3n };
    expect(borrowBalance(debt, 4n)).toBe(13n);
    expect(borrowBalance({ borrowPrincipal: 0n, borrowIndexWad: 0n }, WAD)).toBe(0n);
  });

  it("rounds what is owned down and what is owed up", () => {
    fc.assert(
      fc.property(amounts, amounts, (tokens, rate) => {
        const down = toUnderlying(tokens, rate);
        const exact = (tokens * rate) % WAD === 0n;
        expect(toUnderlying(tokens, rate, "up")).toBe(exact ? down : down + 1n);
      }),
    );
  });

  it("takes from what there was before a seizure, not from what its first log left", () => {
    const account = {
      tokens: 0n,
      borrowPrincipal: 0n,
      borrowIndexWad: 0n,
      isEntered: true,
      lastSentTokens: 20n,
      tokensBeforeSeizure: 100n,
    };
    expect(tokensSeized(account, 21n)).toEqual({ tokens: 79n });
  });
});

describe("the verdict", () => {
  it("is a shortfall one unit past what the thresholds bear, not at it", () => {
    const collateral = entered({ tokens: 100n, liquidationThresholdWad: (8n * WAD) / 10n });
    const at = (debt: bigint) =>
      accountHealth(sumMarkets([collateral, entered({ borrowBalance: debt })]));
    expect(at(80n)).toMatchObject({ liquidatable: false, healthFactorWad: WAD });
    expect(at(81n)).toMatchObject({ liquidatable: true, healthFactorWad: (80n * WAD) / 81n });
    expect(at(0n)).toMatchObject({ liquidatable: false, healthFactorWad: null });
  });

  it("states means of the thresholds by value, and what can be borrowed by collateral factors", () => {
    const health = accountHealth(
      sumMarkets([
        entered({
          tokens: 300n,
          collateralFactorWad: WAD / 2n,
          liquidationThresholdWad: (6n * WAD) / 10n,
        }),
        entered({
          tokens: 100n,
          collateralFactorWad: 0n,
          liquidationThresholdWad: WAD / 3n,
          borrowBalance: 40n,
        }),
      ]),
    );
    expect(health).toEqual({
      baseUnitDecimals: 18,
      totalCollateralBase: 400n,
      totalDebtBase: 40n,
      availableBorrowsBase: 110n,
      currentLiquidationThresholdBps: (213n * 10_000n) / 400n,
      ltvBps: 3_750n,
      healthFactorWad: (213n * WAD) / 40n,
      liquidatable: false,
    });
  });

  it("is all zeros of an account that has entered nothing", () => {
    expect(accountHealth(sumMarkets([]))).toMatchObject({
      totalCollateralBase: 0n,
      currentLiquidationThresholdBps: 0n,
      liquidatable: false,
    });
  });

  it("has a health factor below one exactly where there is a shortfall, and either of the two", () => {
    const market = fc.record({
      tokens: amounts,
      borrowBalance: amounts,
      exchangeRateWad: amounts,
      price: amounts,
      collateralFactorWad: wads,
      liquidationThresholdWad: wads,
    });
    fc.assert(
      fc.property(fc.array(market, { maxLength: 4 }), (markets) => {
        const sums = sumMarkets(markets);
        const health = accountHealth(sums);
        const { liquidity, shortfall } = liquidityOf(sums.liquidationWeighted, sums.borrows);
        expect(liquidity === 0n || shortfall === 0n).toBe(true);
        expect(health.liquidatable).toBe(shortfall > 0n);
        expect(health.healthFactorWad !== null && health.healthFactorWad < WAD).toBe(
          health.liquidatable,
        );
        expect(sums.liquidationWeighted).toBeLessThanOrEqual(sums.totalCollateral);
      }),
    );
  });
});
