import { type Address, type Hex, pad } from "viem";
import { describe, expect, it } from "vitest";
import type { MarketTotals } from "../../src/protocols/morpho-blue/accrual.ts";
import { marketIdOf } from "../../src/protocols/morpho-blue/market-id.ts";
import { noTotals } from "../../src/protocols/morpho-blue/state.ts";
import {
  collateralValue,
  liquidationIncentiveWad,
  maximumBorrow,
  positionAmounts,
  positionHealth,
  withdrawableCollateral,
} from "../../src/protocols/morpho-blue/valuation.ts";
import { readSharedJson } from "../support/shared-file.ts";

type VectorMarket = Partial<Record<keyof MarketTotals, string>> & { lltv: string };
type VectorPosition = {
  market?: VectorMarket;
  supplyShares?: string;
  borrowShares?: string;
  collateral?: string;
  expected: Record<string, string | boolean> | null;
};
type Vectors = {
  liquidationIncentiveFactor: { lltv: string; expected: string }[];
  marketId: Record<
    "loanToken" | "collateralToken" | "oracle" | "irm" | "lltv" | "expected",
    string
  >;
  positions: VectorPosition[];
  midnightMultiCollateral: {
    collateral: [string, number, number, number][];
    expectedMaxDebt: number;
  }[];
};

/** Numbers of morpho-org/sdks; every price there is one unit of the loan token per unit of collateral. */
const vectors = readSharedJson<Vectors>("vectors/morpho-blue.json");
const WAD = 10n ** 18n;
const ORACLE_PRICE = 10n ** 36n;

const totalsOf = (market: VectorMarket): MarketTotals => ({
  ...noTotals,
  ...Object.fromEntries(
    Object.entries(market)
      .filter(([name]) => name in noTotals)
      .map(([name, value]) => [name, BigInt(value)]),
  ),
});
/** `0x..01` stands for the address 1. */
const addressOf = (short: string): Address => pad(short.replace("..", "") as Hex, { size: 20 });

describe.skipIf(vectors === null)("Morpho's own vectors (shared/vectors/morpho-blue.json)", () => {
  it("has the same liquidation incentives", () => {
    const { liquidationIncentiveFactor } = vectors!;
    expect(
      liquidationIncentiveFactor.map(({ lltv }) =>
        liquidationIncentiveWad(BigInt(lltv)).toString(),
      ),
    ).toEqual(liquidationIncentiveFactor.map(({ expected }) => expected));
  });

  it("has the same market id", () => {
    const { expected, lltv, ...addresses } = vectors!.marketId;
    expect(
      marketIdOf({
        loanToken: addressOf(addresses.loanToken),
        collateralToken: addressOf(addresses.collateralToken),
        oracle: addressOf(addresses.oracle),
        irm: addressOf(addresses.irm),
        lltvWad: BigInt(lltv),
      }),
    ).toBe(expected);
  });

  it("has the same amounts, limits and verdicts of positions", () => {
    let market: VectorMarket | undefined;
    let compared = 0;
    for (const vector of vectors!.positions) {
      if (vector.expected === null) continue;
      market = vector.market ?? market;
      const lltvWad = BigInt(market!.lltv);
      const amounts = positionAmounts(
        {
          supplyShares: BigInt(vector.supplyShares ?? 0),
          borrowShares: BigInt(vector.borrowShares ?? 0),
          collateral: BigInt(vector.collateral ?? 0),
        },
        totalsOf(market!),
      );
      const health = positionHealth({
        amounts,
        oraclePrice: ORACLE_PRICE,
        lltvWad,
        loanTokenDecimals: 6,
      });
      const { borrowAssets, collateral } = amounts;
      const actual: Record<string, string | boolean> = {
        supplyAssets: amounts.supplyAssets.toString(),
        borrowAssets: borrowAssets.toString(),
        collateralValue: health.totalCollateralBase.toString(),
        maxBorrowAssets: maximumBorrow({
          collateral,
          oraclePrice: ORACLE_PRICE,
          lltvWad,
        }).toString(),
        maxBorrowableAssets: health.availableBorrowsBase.toString(),
        withdrawableCollateral: withdrawableCollateral({
          amounts,
          oraclePrice: ORACLE_PRICE,
          lltvWad,
        }).toString(),
        healthFactor: String(health.healthFactorWad),
        isHealthy: !health.liquidatable,
      };
      for (const [name, expected] of Object.entries(vector.expected)) {
        if (!(name in actual)) continue;
        expect([name, actual[name]]).toEqual([name, expected]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(11);
  });

  it("sums collaterals to the same largest debt, each at its own LLTV", () => {
    for (const { collateral, expectedMaxDebt } of vectors!.midnightMultiCollateral) {
      const largest = collateral.reduce((sum, [, amount, price, lltv]) => {
        const raw = BigInt(Math.round(amount * 1e8)) * 10n ** 10n;
        const oraclePrice = BigInt(price) * ORACLE_PRICE;
        expect(collateralValue(raw, oraclePrice)).toBe(raw * BigInt(price));
        return (
          sum +
          maximumBorrow({
            collateral: raw,
            oraclePrice,
            lltvWad: (BigInt(Math.round(lltv * 100)) * WAD) / 100n,
          })
        );
      }, 0n);
      expect(largest).toBe(BigInt(expectedMaxDebt) * WAD);
    }
  });
});
