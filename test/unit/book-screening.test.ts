import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createColumns } from "../../src/api/book/create-columns.ts";
import { screenPrices } from "../../src/api/book/screen-prices.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import type { Pool } from "../../src/protocols/aave-v3/read-pools.ts";
import { factorName, readPoolFactors } from "../../src/protocols/aave-v3/screening.ts";
import type { ScreenTerm } from "../../src/protocols/holdings-reader.ts";
import { addressOf } from "../support/handler-harness.ts";
import { makeAccountPrice } from "../support/pricing/make-account-price.ts";

const WETH = assetCaip19(1, addressOf(1));
const USDC = assetCaip19(1, addressOf(2));
const ACCOUNT = addressOf(50);
const PLACE = "1/test";

/** A borrower of USDC at par against WETH, screened by an oracle's and by our price. */
function screened(collateral: number, debt: number, oracleUsd: number, ownUsd: number) {
  const columns = createColumns();
  const term = (one: Partial<ScreenTerm> & Pick<ScreenTerm, "side" | "asset" | "quantity">) => ({
    ...{ amountFactor: "one", weightFactor: null, oraclePriceFactor: null },
    ...{ pricedBy: { asset: one.asset, unit: null } },
    ...one,
  });
  columns.replace(PLACE, ACCOUNT, [
    {
      marketId: "test:main",
      terms: [
        term({ side: "collateral", asset: WETH, quantity: collateral, oraclePriceFactor: "weth" }),
        term({ side: "debt", asset: USDC, quantity: debt }),
      ],
    },
  ]);
  const usd = (asset: typeof WETH) => (asset === WETH ? ownUsd : 1);
  const factors = new Map([
    [
      PLACE,
      new Map([
        ["one", 1],
        ["weth", oracleUsd],
      ]),
    ],
  ]);
  columns.revalue({ factors, prices: { low: usd, mid: usd, high: usd } });
  return columns;
}

describe("what may be judged otherwise by our prices", () => {
  const usd = fc.double({ min: 0.5, max: 2, noNaN: true });

  it("misses nothing whose verdicts differ, also just at one", () => {
    fc.assert(
      fc.property(usd, usd, fc.double({ min: 1, max: 1e6, noNaN: true }), (oracle, own, size) => {
        const found = screened(size, size, oracle, own).divergent();
        // Both sums are the size times a price: the verdicts turn at a price of one.
        if (oracle < 1 !== own < 1) expect(found).toHaveLength(1);
        const areFar = Math.abs(oracle - 1) > 0.01 && Math.abs(own - 1) > 0.01;
        if (areFar && oracle < 1 === own < 1) expect(found).toHaveLength(0);
      }),
    );
    for (const [oracle, own] of [
      [1.001, 1.5],
      [1.5, 0.999],
      [0.5, 1.001],
    ] as const) {
      expect(screened(100, 100, oracle, own).divergent()).toHaveLength(1);
    }
  });

  it("leaves what has no price of ours, or next to none, to the exact rule", () => {
    const methodology = { assets: [{ asset: WETH, priceId: "T/USD" }] as never };
    const priced = (wad: bigint) =>
      screenPrices(
        methodology,
        new Map([["T/USD", makeAccountPrice("T/USD", { lowWad: wad, highWad: wad })]]),
      ).mid(WETH);
    expect(priced(10n ** 13n)).toBe(1e-5);
    expect(priced(10n ** 13n - 1n)).toBeNaN();
    expect(screenPrices(methodology, new Map()).mid(WETH)).toBeNaN();
    expect(screened(100, 100, 2, Number.NaN).divergent()).toHaveLength(1);
  });
});

describe("Aave's thresholds", () => {
  it("are left to the exact rule where a pool averages them to a basis point and they are small", () => {
    const name = factorName({
      ...{ what: "threshold", pool: addressOf(9), asset: addressOf(1), categoryId: 0 },
    });
    const screenedAt = (revision: number, liquidationThresholdBps: number) => {
      const pool = {
        ...{ address: addressOf(9), arithmetic: arithmeticOfRevision(revision) },
        reserves: [{ asset: addressOf(1), decimals: 18, ltvBps: 0, liquidationThresholdBps }],
        ...{ eModes: new Map(), stableDebtSymbols: [] },
      } as unknown as Pool;
      return readPoolFactors([pool], new Set([name])).get(name);
    };
    expect(screenedAt(1, 999)).toBeUndefined();
    expect(screenedAt(1, 1_000)).toBe(0.1);
    expect(screenedAt(1, 0)).toBe(0);
    expect(screenedAt(9, 5)).toBe(0.0005);
  });
});
