import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLiquidationPrice } from "../../src/api/liquidation/find-liquidation-price.ts";
import { liquidationPrices } from "../../src/api/liquidation/liquidation-prices.ts";
import { type AssetCaip19, assetCaip19 } from "../../src/core/identifiers.ts";
import type { MarketRule } from "../../src/core/market-rule.ts";
import {
  type AccountRules,
  directedRules,
  eModeFirstRules,
  halfUpRules,
} from "../../src/protocols/aave-v3/account-rules.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolRule, type Terms } from "../support/aave/make-pool-rule.ts";
import { addressOf } from "../support/handler-harness.ts";

const CHAIN = 31_337;
const E8 = 100_000_000n;
const WETH = assetCaip19(CHAIN, addressOf(1));
const USDC = assetCaip19(CHAIN, addressOf(2));

const makeRule = (weth: Terms, usdc: Terms, rules: AccountRules = halfUpRules): MarketRule =>
  makePoolRule(
    [
      { ...weth, asset: addressOf(1), decimals: 18 },
      { ...usdc, asset: addressOf(2), decimals: 6 },
    ],
    { arithmetic: { ...arithmeticOfRevision(1), accountRules: rules } },
  );

const verdict = (rule: MarketRule, asset: AssetCaip19, price: bigint) =>
  rule.judge({ prices: new Map([[asset, price]]) }).liquidatable;

describe("findLiquidationPrice", () => {
  it("is where a hand calculation puts it: 10 WETH at 82.5 % carry 10,000 USDC down to 1,212.12 USD", () => {
    const rule = makeRule(
      { aTokenAmount: 10n ** 19n, priceBase: 2_000n * E8 },
      { debtAmount: 10_000_000_000n, priceBase: E8 },
    );
    const found = findLiquidationPrice(rule, WETH);
    // 10,000 / (10 · 0.825) = 1,212.1212…
    expect(found).toEqual({ state: "at", direction: "falling", price: 121_212_121_213n });
    expect(
      liquidationPrices(rule).map(({ distanceBps, perTokenWad }) => [distanceBps, perTokenWad]),
    ).toEqual([
      [3_939n, 1_212_121_212_130_000_000_000n],
      [6_500n, 1_650_000_000_000_000_000n],
    ]);
  });

  it("asks for few verdicts, also where an oracle has many digits", () => {
    const rule = makeRule(
      { aTokenAmount: 10n ** 19n, priceBase: 2_000n * 10n ** 30n },
      { debtAmount: 10_000_000_000n, priceBase: 10n ** 30n },
    );
    let asked = 0;
    const counted: MarketRule = {
      ...rule,
      judge(change) {
        asked += 1;
        return rule.judge(change);
      },
    };
    for (const asset of [WETH, USDC]) {
      asked = 0;
      const found = findLiquidationPrice(counted, asset);
      expect(found.state).toBe("at");
      expect(asked).toBeLessThan(80);
    }
  });

  it("is none without debt, and none for a debt that its own collateral covers at any price", () => {
    const rule = makeRule(
      { aTokenAmount: 10n ** 18n, priceBase: 2_000n * E8 },
      { aTokenAmount: 1_000_000_000n, debtAmount: 100_000_000n, priceBase: E8 },
    );
    expect(findLiquidationPrice(rule, USDC)).toEqual({ state: "none" });
    expect(findLiquidationPrice(rule, WETH)).toEqual({ state: "none" });
    expect(findLiquidationPrice(rule, assetCaip19(CHAIN, addressOf(9)))).toEqual({ state: "none" });
  });

  it("says so where the account may be liquidated as it is", () => {
    const rule = makeRule(
      { aTokenAmount: 10n ** 18n, priceBase: 1_000n * E8 },
      { debtAmount: 2_000_000_000n, priceBase: E8 },
    );
    expect(findLiquidationPrice(rule, WETH)).toEqual({ state: "liquidatable" });
  });

  it(
    "is the last price at which the rule of any version still finds the account safe",
    {
      timeout: 60_000,
    },
    () => {
      const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
      const price = fc.bigInt({ min: 1n, max: 10n ** 14n });
      const rules = fc.constantFrom(halfUpRules, directedRules, eModeFirstRules);
      fc.assert(
        fc.property(
          fc.tuple(amount, amount, price),
          fc.tuple(amount, amount, price),
          rules,
          (weth, usdc, version) => {
            const terms = ([aTokenAmount, debtAmount, priceBase]: readonly bigint[]) => ({
              ...{ aTokenAmount, debtAmount, priceBase },
            });
            const rule = makeRule(terms(weth) as Terms, terms(usdc) as Terms, version);
            for (const { asset, price: now } of rule.prices) {
              const found = findLiquidationPrice(rule, asset);
              if (found.state === "liquidatable") expect(verdict(rule, asset, now)).toBe(true);
              if (found.state !== "at") continue;
              const step = found.direction === "falling" ? -1n : 1n;
              expect(verdict(rule, asset, found.price)).toBe(false);
              expect(verdict(rule, asset, found.price + step)).toBe(true);
              expect((found.price - now) * step >= 0n).toBe(true);
            }
          },
        ),
        { numRuns: 500 },
      );
    },
  );
});
