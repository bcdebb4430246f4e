import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RAY } from "../../src/core/fixed-point.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import {
  binomialInterestRay,
  exponentialInterestRay,
  linearInterestRay,
} from "../../src/protocols/aave-v3/interest.ts";
import { percentMul, rayDiv, rayMul, wadDiv } from "../../src/protocols/aave-v3/ray-math.ts";
import { readSharedJson } from "../support/shared-file.ts";

const vectors = readSharedJson<{
  linearBalance: Record<
    | "scaledBalance"
    | "liquidityIndex"
    | "liquidityRate"
    | "lastUpdateTimestamp"
    | "currentTimestamp"
    | "expected",
    string | number
  >;
  linearInterest: { rate: string; dt: number; expected: string };
  reserveNormalizedIncome: { rate: string; index: string; dt: number; expected: string };
  compoundedBalance: {
    principal: number;
    index: string;
    rate: string;
    dt: number;
    expected: string;
  };
}>("vectors/aave-math.json");
const arithmetic = arithmeticOfRevision(1);

describe.skipIf(vectors === null)("aave-utilities' vectors (shared/vectors/aave-math.json)", () => {
  it("give the interest factors", () => {
    const { linearInterest } = vectors!;
    expect(linearInterestRay(BigInt(linearInterest.rate), BigInt(linearInterest.dt))).toBe(
      BigInt(linearInterest.expected),
    );
    // Its compounded factor rounds the rate per second down first, which no pool does: the pools'
    // own views judge that one, after every block of the integration tests.
  });

  it("give the normalized income, and a balance of a real reserve", () => {
    const { reserveNormalizedIncome: income, linearBalance: balance } = vectors!;
    expect(
      arithmetic.normalizedIncomeRay({
        indexRay: BigInt(income.index),
        rateRay: BigInt(income.rate),
        seconds: BigInt(income.dt),
      }),
    ).toBe(BigInt(income.expected));
    const incomeRay = arithmetic.normalizedIncomeRay({
      indexRay: BigInt(balance.liquidityIndex),
      rateRay: BigInt(balance.liquidityRate),
      seconds: BigInt(balance.currentTimestamp) - BigInt(balance.lastUpdateTimestamp),
    });
    expect(arithmetic.aToken.amount(BigInt(balance.scaledBalance), incomeRay)).toBe(
      BigInt(balance.expected),
    );
  });

  it("give a compounded debt", () => {
    const { principal, index, rate, dt, expected } = vectors!.compoundedBalance;
    const debtIndexRay = arithmetic.normalizedDebtRay({
      indexRay: BigInt(index),
      rateRay: BigInt(rate),
      seconds: BigInt(dt),
    });
    expect(arithmetic.variableDebt.amount(BigInt(principal), debtIndexRay)).toBe(BigInt(expected));
  });
});

describe("Aave's rounding up to 3.4", () => {
  it("is half up in every operation", () => {
    expect([rayMul(1n, RAY / 2n), rayMul(1n, RAY / 2n - 1n)]).toEqual([1n, 0n]);
    expect([rayDiv(1n, 2n * RAY), rayDiv(1n, 2n * RAY + 2n)]).toEqual([1n, 0n]);
    expect([percentMul(1n, 5_000n), percentMul(1n, 4_999n)]).toEqual([1n, 0n]);
    expect(wadDiv(2n, 3n)).toBe(666_666_666_666_666_667n);
  });

  it("gives a scaled balance back from its own amount, so that a full repayment leaves nothing", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 30n),
        fc.bigInt(RAY, 100n * RAY),
        (scaledBalance, indexRay) => {
          expect(rayDiv(rayMul(scaledBalance, indexRay), indexRay)).toBe(scaledBalance);
        },
      ),
    );
  });

  it("never lets a debt grow slower than a deposit at the same rate", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, RAY), fc.bigInt(0n, 100_000_000n), (rate, seconds) => {
        expect(binomialInterestRay(rate, seconds)).toBeGreaterThanOrEqual(
          linearInterestRay(rate, seconds),
        );
      }),
    );
  });

  it("is known for pool revisions 1 to 11 alone", () => {
    for (const revision of [1, 4, 5, 7, 8, 9, 10, 11]) arithmeticOfRevision(revision);
    for (const revision of [0, 12])
      expect(() => arithmeticOfRevision(revision)).toThrow(`revision ${revision}`);
  });
});

describe("Aave's rounding since 3.5", () => {
  const { aToken, variableDebt } = arithmeticOfRevision(9);

  it("rounds what is owned down and what is owed up", () => {
    const indexRay = (RAY * 3n) / 2n;
    expect([aToken.amount(1n, indexRay), variableDebt.amount(1n, indexRay)]).toEqual([1n, 2n]);
    expect([aToken.amount(2n, indexRay), variableDebt.amount(2n, indexRay)]).toEqual([3n, 3n]);
  });

  it("takes an event's value as a difference of balances, with the interest in it", () => {
    // 100 scaled at 1.05 are 105; 110.25 accrued by 1.1025, of which 5 are interest; 3 supplied.
    const before = { scaledBalance: 100n, lastIndexRay: (RAY * 105n) / 100n };
    const indexRay = (RAY * 11_025n) / 10_000n;
    const change = { value: 7n, balanceIncrease: 5n, indexRay };
    // 112 = floor(102 · 1.1025): two more scaled units, where 3.4 would count 2 / 1.1025 as two too.
    expect(aToken.scaledAfterMint(before, change)).toBe(102n);
    // 112 = ceil(101 · 1.1025) for a debt.
    expect(variableDebt.scaledAfterMint(before, change)).toBe(101n);
    expect(aToken.scaledAfterBurn(before, { ...change, value: 105n })).toBe(0n);
  });

  it("finds the one scaled balance of an amount, so that interest alone changes nothing", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 30n),
        fc.bigInt(RAY, 100n * RAY),
        fc.bigInt(0n, RAY),
        (scaledBalance, lastIndexRay, growth) => {
          const indexRay = lastIndexRay + growth;
          for (const token of [aToken, variableDebt]) {
            const value =
              token.amount(scaledBalance, indexRay) - token.amount(scaledBalance, lastIndexRay);
            const change = { value, balanceIncrease: value, indexRay };
            expect(token.scaledAfterMint({ scaledBalance, lastIndexRay }, change)).toBe(
              scaledBalance,
            );
          }
        },
      ),
    );
  });
});

describe("interest since 3.4", () => {
  it("is within some units of the series 1 + x + x²/2 + x³/6 as a fraction", () => {
    const year = 31_536_000n;
    fc.assert(
      fc.property(fc.bigInt(0n, RAY), fc.bigInt(0n, year), (rate, seconds) => {
        const x = rate * seconds;
        const unit = 6n * year ** 3n * RAY ** 2n;
        const exact =
          RAY * unit + x * 6n * year ** 2n * RAY ** 2n + x ** 2n * 3n * year * RAY + x ** 3n;
        const difference = exponentialInterestRay(rate, seconds) * unit - exact;
        expect(difference < 0n ? -difference : difference).toBeLessThanOrEqual(4n * unit);
      }),
    );
  });
});
