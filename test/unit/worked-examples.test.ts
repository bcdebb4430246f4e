import { describe, expect, it } from "vitest";
import { findLiquidationPrice } from "../../src/api/liquidation/find-liquidation-price.ts";
import { RAY, WAD } from "../../src/core/fixed-point.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { PriceRule } from "../../src/core/market-rule.ts";
import { urnHealth } from "../../src/protocols/maker/valuation.ts";
import { maximumBorrow, ORACLE_PRICE_SCALE } from "../../src/protocols/morpho-blue/valuation.ts";
import { marginHealth } from "../../src/protocols/perp-v2/margin-health.ts";
import { type Exposure, margin } from "../../src/protocols/perp-v2/valuation.ts";
import { addressOf } from "../support/handler-harness.ts";
import { readSharedJson } from "../support/shared-file.ts";

type Examples = {
  maker: { rows: { ink: number; price: number; mat: number; maxDebt: number }[] };
  hyperliquid: { borrowable: { balance: number; price: number; ltv: number; expected: number } };
  crossLiqPrice: {
    equity: number;
    size: number;
    mark: number;
    mmr: number;
    otherMaintenance: number;
    expected: number;
  };
};
const examples = readSharedJson<Examples>("vectors/worked-examples.json");
if (examples === null) {
  console.warn(
    "Worked examples are skipped: ../shared/vectors/worked-examples.json is not present.",
  );
}

/** Millionths as an integer: what the examples are written in has fewer digits. */
const millionths = (number: number) => BigInt(Math.round(number * 1e6));

describe.skipIf(examples === null)("published worked examples", () => {
  it("Maker's: what can be drawn is ink · price / mat", () => {
    for (const { ink, price, mat, maxDebt } of examples!.maker.rows) {
      const matRay = (millionths(mat) * RAY) / 1_000_000n;
      const { availableBorrowsBase } = urnHealth({
        urn: { ink: (millionths(ink) * WAD) / 1_000_000n, art: 0n },
        rateRay: RAY,
        spotRay: (millionths(price) * RAY * RAY) / 1_000_000n / matRay,
        matRay,
      });
      // Rad as cents, which the example rounds down to.
      expect(availableBorrowsBase / 10n ** 43n).toBe(millionths(maxDebt) / 10_000n);
    }
  });

  it("Hyperliquid's: what a balance lends at its loan to value", () => {
    const { balance, price, ltv, expected } = examples!.hyperliquid.borrowable;
    const lent = maximumBorrow({
      collateral: BigInt(balance),
      oraclePrice: BigInt(price) * ORACLE_PRICE_SCALE,
      lltvWad: millionths(ltv) * 10n ** 12n,
    });
    expect(lent).toBe(BigInt(expected));
  });

  it("a cross margin's liquidation price counts what other positions require", () => {
    const { equity, size, mark, mmr, otherMaintenance, expected } = examples!.crossLiqPrice;
    const wad = (number: number) => millionths(number) * 10n ** 12n;
    const exposure = (sizeWad: bigint, priceWad: bigint, entryWad: bigint): Exposure => ({
      ...{ sizeWad, priceWad, openNotionalWad: (-sizeWad * entryWad) / WAD },
      ...{ baseBalanceWad: sizeWad, quoteBalanceWad: (-sizeWad * entryWad) / WAD },
      ...{ pendingFundingWad: 0n, pendingFeesWad: 0n },
    });
    const rules = { initialRatio: 100_000, maintenanceRatio: Number(millionths(mmr)) };
    // Another position at its entry price that requires what the example says.
    const other = (wad(otherMaintenance) * 1_000_000n) / millionths(mmr);
    const asset = assetCaip19(1, addressOf(1));
    const one = { numerator: 1n, denominator: WAD };
    const rule: PriceRule = {
      prices: [{ asset, symbol: "T", price: wad(mark), perToken: one, unit: null }],
      judge({ prices }) {
        const priceWad = prices?.get(asset) ?? wad(mark);
        const found = margin({
          ...{ settlementBalance: wad(equity), settlementDecimals: 18, owedRealizedPnlWad: 0n },
          ...{ collaterals: [], rules },
          exposures: [exposure(wad(size), priceWad, wad(mark)), exposure(other, WAD, WAD)],
        });
        return marginHealth(found!, rules);
      },
    };
    const found = findLiquidationPrice(rule, asset);
    if (found.state !== "at") throw new Error(`The example has a price, not ${found.state}.`);
    // 99 / 0.996 = 99.3975903614457831325…: the clearing house rounds the requirement down.
    expect(found).toEqual({
      state: "at",
      direction: "falling",
      price: 99_397_590_361_445_783_132n,
    });
    expect(Number(found.price) / 1e18).toBe(expected);
  });
});
