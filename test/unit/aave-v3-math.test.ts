import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RAY } from "../../src/core/fixed-point.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { binomialInterestRay, linearInterestRay } from "../../src/protocols/aave-v3/interest.ts";
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
  compoundedInterest: { rate: string; dt: number; expected: string };
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
    const { linearInterest, compoundedInterest } = vectors!;
    expect(linearInterestRay(BigInt(linearInterest.rate), BigInt(linearInterest.dt))).toBe(
      BigInt(linearInterest.expected),
    );
    // That library rounds the rate per second down first, MathUtils.sol the product: up to one unit
    // a second less. The contract's own views are the judge (integration tests).
    const lost =
      binomialInterestRay(BigInt(compoundedInterest.rate), BigInt(compoundedInterest.dt)) -
      BigInt(compoundedInterest.expected);
    expect(lost).toBeGreaterThanOrEqual(0n);
    expect(lost).toBeLessThanOrEqual(BigInt(compoundedInterest.dt));
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
    expect(arithmetic.aTokenAmount(BigInt(balance.scaledBalance), incomeRay)).toBe(
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
    expect(arithmetic.variableDebtAmount(BigInt(principal), debtIndexRay)).toBe(BigInt(expected));
  });
});

describe("Aave's rounding", () => {
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

  it("is known for pool revisions 1 to 7 alone", () => {
    expect(arithmeticOfRevision(7)).toBe(arithmetic);
    for (const revision of [0, 8, 10])
      expect(() => arithmeticOfRevision(revision)).toThrow(`revision ${revision}`);
  });
});
