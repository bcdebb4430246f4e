import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaptiveCurveRate } from "../../src/protocols/morpho-blue/adaptive-curve-rate.ts";
import { exponentialWad } from "../../src/protocols/morpho-blue/exponential.ts";

const WAD = 10n ** 18n;
const LN_2 = 693_147_180_559_945_309n;

describe("Morpho's exponential", () => {
  it("is exact where nothing is approximated", () => {
    expect(exponentialWad(0n)).toBe(WAD);
    expect(exponentialWad(LN_2)).toBe(2n * WAD);
    expect(exponentialWad(-LN_2)).toBe(WAD / 2n);
    expect(exponentialWad(10n * LN_2)).toBe(1_024n * WAD);
  });

  it("is nothing below one unit, and stops at the contract's bound", () => {
    expect(exponentialWad(-41_446_531_673_892_822_313n)).toBe(0n);
    const bound = 93_859_467_695_000_404_319n;
    expect(exponentialWad(bound)).toBe(exponentialWad(bound * 2n));
    // The contract's constant is of the true exponential; its polynomial lies within a percent below.
    const below = exponentialWad(bound - 1n);
    expect(below < exponentialWad(bound) && below > (exponentialWad(bound) * 99n) / 100n).toBe(
      true,
    );
  });

  it("never falls while its argument rises, and stays within a percent of the true one", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -20n * WAD, max: 60n * WAD }),
        fc.bigInt({ min: 0n, max: WAD }),
        (x, step) => {
          const value = exponentialWad(x);
          expect(exponentialWad(x + step) >= value).toBe(true);
          const ratio = Number(value) / 1e18 / Math.exp(Number(x) / 1e18);
          expect(ratio).toBeGreaterThan(0.98);
          expect(ratio).toBeLessThan(1.02);
        },
      ),
    );
  });
});

describe("the adaptive rate", () => {
  const year = 31_536_000n;
  const rate = (change: Partial<Parameters<typeof adaptiveCurveRate>[0]>) =>
    adaptiveCurveRate({
      totalSupplyAssets: 100n * WAD,
      totalBorrowAssets: 90n * WAD,
      rateAtTargetWad: (4n * WAD) / 100n / year,
      elapsedSeconds: 3_600n,
      ...change,
    });

  it("stays at target utilisation, rises above it and falls below it", () => {
    const start = (4n * WAD) / 100n / year;
    expect(rate({}).endRateAtTargetWad).toBe(start);
    expect(rate({}).averageRateWad).toBe(start);
    expect(rate({ totalBorrowAssets: 100n * WAD }).endRateAtTargetWad > start).toBe(true);
    expect(rate({ totalBorrowAssets: 10n * WAD }).endRateAtTargetWad < start).toBe(true);
  });

  it("is four times the rate at target when all is lent, a quarter when nothing is", () => {
    const start = (4n * WAD) / 100n / year;
    const full = rate({ totalBorrowAssets: 100n * WAD, elapsedSeconds: 0n }).averageRateWad;
    const empty = rate({ totalBorrowAssets: 0n, elapsedSeconds: 0n }).averageRateWad;
    expect([full, empty]).toEqual([4n * start, start / 4n]);
  });

  it("stays between 0.1 % and 200 % a year at target, however long it adapts", () => {
    const long = { elapsedSeconds: 40n * year };
    expect(rate({ ...long, totalBorrowAssets: 100n * WAD }).endRateAtTargetWad).toBe(
      (2n * WAD) / year,
    );
    expect(rate({ ...long, totalBorrowAssets: 0n }).endRateAtTargetWad).toBe(WAD / 1_000n / year);
  });

  it("refuses time that runs backwards", () => {
    expect(() => rate({ elapsedSeconds: -1n })).toThrow(RangeError);
  });
});
