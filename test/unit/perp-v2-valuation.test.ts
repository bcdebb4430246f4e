import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverageWad, fundObligations } from "../../src/core/insurance-fund.ts";
import { bankruptcyPriceWad } from "../../src/protocols/perp-v2/bankruptcy-price.ts";
import {
  freeCollateralToken,
  freeSettlementToken,
} from "../../src/protocols/perp-v2/free-collateral.ts";
import { marginHealth } from "../../src/protocols/perp-v2/margin-health.ts";
import {
  changeOrder,
  changeTaker,
  floorDivide,
  noOrder,
  noTaker,
  withdrawSettled,
} from "../../src/protocols/perp-v2/state.ts";
import {
  type Exposure,
  exactValue,
  margin,
  settlementAmount,
  unsettledWad,
} from "../../src/protocols/perp-v2/valuation.ts";

const WAD = 10n ** 18n;
const USDC = 10n ** 6n;
const rules = { initialRatio: 100_000, maintenanceRatio: 62_500 };

/** Two long for 4,000 at the given price. */
const long = (priceWad: bigint | null): Exposure => ({
  sizeWad: 2n * WAD,
  openNotionalWad: -4_000n * WAD,
  baseBalanceWad: 2n * WAD,
  quoteBalanceWad: -4_000n * WAD,
  pendingFundingWad: 0n,
  pendingFeesWad: 0n,
  priceWad,
});
const account = (priceWad: bigint | null) => ({
  settlementBalance: 500n * USDC,
  settlementDecimals: 6,
  owedRealizedPnlWad: 0n,
  exposures: [long(priceWad)],
  collaterals: [],
  rules,
});

describe("the books of Perp v2", () => {
  it("takes what is owed into the balance at a withdrawal, rounded down", () => {
    const withdraw = (owedRealizedPnlWad: bigint) =>
      withdrawSettled({ balance: 100n, owedRealizedPnlWad, amount: 40n, decimals: 6 }).balance;
    expect(withdraw(0n)).toBe(60n);
    expect(withdraw(2n * 10n ** 12n - 1n)).toBe(61n);
    expect(withdraw(-1n)).toBe(59n);
  });

  it("deletes dust only where no range is open, and refuses an event that does not follow", () => {
    const event = {
      exchangedPositionSize: -5n,
      exchangedPositionNotional: 7n,
      fee: 1n,
      realizedPnl: 2n,
      openNotional: 0n,
    };
    const taker = { sizeWad: 8n, openNotionalWad: -4n };
    expect(changeTaker({ taker, orders: 0, event })).toEqual(noTaker);
    expect(changeTaker({ taker, orders: 1, event })).toEqual({ sizeWad: 3n, openNotionalWad: 0n });
    expect(() =>
      changeTaker({ taker, orders: 0, event: { ...event, openNotional: 999n } }),
    ).toThrow("open notional");
  });

  it("gives a removed part its share of the debts, rounded down", () => {
    const order = { liquidity: 3n, baseDebtWad: 10n, quoteDebtWad: 20n };
    const remove = (liquidity: bigint) => changeOrder(order, { liquidity, base: 0n, quote: 0n });
    expect(remove(-1n)).toEqual({ liquidity: 2n, baseDebtWad: 7n, quoteDebtWad: 14n });
    expect(remove(0n)).toEqual(order);
    expect(remove(-3n)).toEqual(noOrder);
    expect(() => remove(-4n)).toThrow("liquidity");
  });

  it("divides to the lesser integer, also below zero", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (amount, denominator) => {
        const quotient = floorDivide(amount, denominator);
        expect(quotient * denominator <= amount).toBe(true);
        expect((quotient + 1n) * denominator > amount).toBe(true);
      }),
    );
  });
});

describe("a margin at Perp v2", () => {
  it("is liquidatable exactly below the maintenance requirement", () => {
    // Value 500 + 2·price − 4,000, required 2·price·6.25 %: they meet at 1,866.67.
    const at = (price: bigint) => margin(account(price * WAD))!;
    expect(at(1_867n).liquidatable).toBe(false);
    expect(at(1_866n).liquidatable).toBe(true);
    expect(marginHealth(at(1_867n), rules).healthFactorWad! >= WAD).toBe(true);
    expect(marginHealth(at(1_866n), rules).healthFactorWad! < WAD).toBe(true);
    expect(marginHealth(at(1_000n), rules)).toMatchObject({
      healthFactorWad: 0n,
      liquidatable: true,
      totalCollateralBase: 0n,
      currentLiquidationThresholdBps: 160_000n,
      ltvBps: 100_000n,
    });
    const nothing = margin({ ...account(WAD), exposures: [] })!;
    expect(marginHealth(nothing, rules)).toMatchObject({
      healthFactorWad: null,
      liquidatable: false,
    });
  });

  it("leaves a gain that is not realised out of what is free", () => {
    const one = margin(account(2_500n * WAD))!;
    expect(one.accountValueWad).toBe(1_500n * WAD);
    expect(one.totalCollateralValueWad).toBe(500n * WAD);
    expect(one.freeCollateralWad).toBe(100n * WAD);
    const exact = exactValue(account(2_500n * WAD))!;
    expect(freeSettlementToken({ exact, margin: one }, 6)).toBe(100n * USDC);
    const weth = { amount: WAD, decimals: 18, price: 2_000n, priceDecimals: 0, ratio: 500_000 };
    expect(freeCollateralToken({ exact, margin: one }, weth)).toBe(WAD / 10n);
    expect(freeCollateralToken({ exact, margin: one }, { ...weth, amount: 5n })).toBe(5n);
  });

  it("is unknown where a price is that it needs", () => {
    expect(margin(account(null))).toBeNull();
    expect(unsettledWad(account(null))).toBeNull();
  });

  it("states balance and unsettled result so that they make the settlement value", () => {
    const wads = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(wads, wads, wads, (balance, owed, funding) => {
        const parameters = {
          ...account(1_999n * WAD + 7n),
          settlementBalance: balance,
          owedRealizedPnlWad: owed,
          exposures: [{ ...long(1_999n * WAD + 7n), pendingFundingWad: funding }],
        };
        const exact = exactValue(parameters)!;
        const unsettled = settlementAmount(unsettledWad(parameters)!, 6);
        expect(balance + unsettled).toBe(settlementAmount(exact.settlementValueWad, 6));
      }),
    );
  });
});

describe("a bankruptcy price", () => {
  const valueAt = (sizeWad: bigint, restWad: bigint, priceWad: bigint) =>
    restWad + (sizeWad * priceWad) / WAD;

  it("is by hand: two long for 4,000 on 500 are worth nothing at 1,750, two short for 4,000 at 2,250", () => {
    const priceWad = 2_000n * WAD;
    const of = (sizeWad: bigint) =>
      bankruptcyPriceWad({ exposure: { sizeWad, priceWad }, accountValueWad: 500n * WAD });
    expect(of(2n * WAD)).toBe(1_750n * WAD);
    expect(of(-2n * WAD)).toBe(2_250n * WAD);
    expect(of(0n)).toBeNull();
    // What is put up is worth more than the whole position: it cannot be lost.
    expect(
      bankruptcyPriceWad({
        ...{ exposure: { sizeWad: WAD, priceWad: WAD }, accountValueWad: 2n * WAD },
      }),
    ).toBeNull();
  });

  it("is the last price at which the value is not negative, to 10^-18", () => {
    const wad = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
        fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
        wad,
        (sizeWad, restWad, priceWad) => {
          const accountValueWad = valueAt(sizeWad, restWad, priceWad);
          const found = bankruptcyPriceWad({ exposure: { sizeWad, priceWad }, accountValueWad });
          if (found === null) {
            if (sizeWad > 0n) expect(valueAt(sizeWad, restWad, 0n) >= 0n).toBe(true);
            if (sizeWad < 0n) expect(valueAt(sizeWad, restWad, 0n) < 0n).toBe(true);
            return;
          }
          const beyond = found + (sizeWad > 0n ? -1n : 1n);
          expect(valueAt(sizeWad, restWad, found) >= 0n).toBe(true);
          expect(beyond < 0n || valueAt(sizeWad, restWad, beyond) < 0n).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("an insurance fund", () => {
  const instrument = `0x${"1".repeat(40)}` as const;
  const of = (digit: string, accountValueWad: bigint | null, sizeWad: bigint | null) => ({
    account: `0x${digit.repeat(40)}` as const,
    accountValueWad,
    owedRealizedPnlWad: 3n,
    sizes: [{ instrument, sizeWad }],
  });
  const instruments = [{ instrument, symbol: "vETH", markPriceWad: WAD / 2n }];

  it("has to cover what accounts are below zero, and nothing else", () => {
    const obligations = fundObligations({
      accounts: [of("a", 10n, 5n), of("b", -7n, -3n), of("c", -9n, -2n)],
      instruments,
    });
    expect(obligations).toMatchObject({ shortfallWad: 16n, owedGainsWad: 9n, unknownAccounts: 0 });
    expect(obligations.shortfalls.map(({ shortfallWad }) => shortfallWad)).toEqual([9n, 7n]);
    expect(obligations.openInterest).toEqual([
      { ...instruments[0], longWad: 5n, shortWad: 5n, notionalWad: 3n },
    ]);
  });

  it("does not know its obligations where it does not know an account", () => {
    const obligations = fundObligations({ accounts: [of("a", null, null)], instruments });
    expect(obligations.shortfallWad).toBeNull();
    expect(obligations.openInterest[0]).toMatchObject({ longWad: null, notionalWad: null });
  });

  it("covers a share, rounded down, all of nothing is no share", () => {
    const cover = (capacityWad: bigint | null, obligationWad: bigint | null) =>
      coverageWad({ capacityWad, obligationWad });
    expect(cover(1n, 3n)).toBe(333_333_333_333_333_333n);
    expect(cover(-1n, 3n)).toBe(0n);
    expect(cover(5n, 0n)).toBeNull();
    expect(cover(null, 3n)).toBeNull();
    expect(cover(5n, null)).toBeNull();
  });
});
