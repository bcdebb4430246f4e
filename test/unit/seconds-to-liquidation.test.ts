import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  HORIZON_SECONDS,
  secondsToLiquidation,
} from "../../src/api/liquidation/seconds-to-liquidation.ts";
import { RAY } from "../../src/core/fixed-point.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolRule, type Terms } from "../support/aave/make-pool-rule.ts";
import { addressOf } from "../support/handler-harness.ts";

const E8 = 100_000_000n;
const makeRule = (weth: Terms, usdc: Terms, revision = 1) =>
  makePoolRule(
    [
      { ...weth, asset: addressOf(1), decimals: 18 },
      { ...usdc, asset: addressOf(2), decimals: 6 },
    ],
    { arithmetic: arithmeticOfRevision(revision) },
  );

describe("secondsToLiquidation", () => {
  it("is by hand: a debt at 10 % a year grows by a tenth in ln(1.1) / 0.1 years", () => {
    // 10 WETH at 1,333.34 USD carry 11,000 USDC.
    const rule = makeRule(
      { aTokenAmount: 10n ** 19n, priceBase: 133_333_333_333n },
      { debtAmount: 10_000_000_000n, priceBase: E8, variableBorrowRateRay: RAY / 10n },
    );
    const found = secondsToLiquidation(rule);
    if (found.state !== "after") throw new Error(found.state);
    const years = Number(found.seconds) / 31_536_000;
    expect(years).toBeCloseTo(Math.log(1.1) / 0.1, 3);
  });

  it("is none where nothing is owed, or what is owned grows as well", () => {
    const weth = { aTokenAmount: 10n ** 19n, priceBase: 2_000n * E8 };
    const none = { state: "none" };
    expect(secondsToLiquidation(makeRule(weth, { priceBase: E8 }))).toEqual(none);
    const debt = { debtAmount: 1_000_000n, priceBase: E8 };
    expect(secondsToLiquidation(makeRule(weth, debt))).toEqual(none);
    const late = makeRule({ ...weth, aTokenAmount: 1n }, debt);
    expect(secondsToLiquidation(late)).toEqual({ state: "liquidatable" });
    const { aged: _, ...unaged } = makeRule(weth, debt);
    expect(secondsToLiquidation(unaged)).toEqual({ state: "unknown" });
  });

  it(
    "is the second from which on the verdict is another, in every version",
    { timeout: 60_000 },
    () => {
      const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
      const price = fc.bigInt({ min: 1n, max: 10n ** 14n });
      const rate = fc.bigInt({ min: 0n, max: 2n * RAY });
      fc.assert(
        fc.property(
          fc.tuple(amount, price, rate),
          fc.tuple(amount, amount, price, rate, rate),
          fc.constantFrom(1, 5, 8, 9, 10),
          (weth, usdc, revision) => {
            const rule = makeRule(
              { aTokenAmount: weth[0], priceBase: weth[1], liquidityRateRay: weth[2] },
              {
                ...{ aTokenAmount: usdc[0], debtAmount: usdc[1], priceBase: usdc[2] },
                ...{ liquidityRateRay: usdc[3], variableBorrowRateRay: usdc[4] },
              },
              revision,
            );
            const at = (seconds: bigint) => rule.aged!(seconds).judge({}).liquidatable;
            const found = secondsToLiquidation(rule);
            if (found.state === "none") expect(at(HORIZON_SECONDS)).toBe(false);
            if (found.state !== "after") return;
            expect(at(found.seconds)).toBe(true);
            if (found.seconds > 0n) expect(at(found.seconds - 1n)).toBe(false);
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});
