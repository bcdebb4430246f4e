import { RAY } from "../../../src/core/fixed-point.ts";
import type { MarketRule } from "../../../src/core/market-rule.ts";
import type { AccountMarket } from "../../../src/core/position.ts";
import { marketOfStanding } from "../../../src/protocols/aave-v3/account-market.ts";
import type {
  AccountStanding,
  StandingReserve,
} from "../../../src/protocols/aave-v3/account-standing.ts";
import { withAmounts } from "../../../src/protocols/aave-v3/account-standing.ts";
import type { AaveV3Arithmetic } from "../../../src/protocols/aave-v3/arithmetic.ts";
import type { Pool } from "../../../src/protocols/aave-v3/read-pools.ts";
import type { AccountReserve } from "../../../src/protocols/aave-v3/valuation.ts";
import { addressOf } from "../handler-harness.ts";

/** An account in a reserve; amounts are scaled ones at an index of one, or of `incomeRay` and `debtIndexRay`. */
export type Terms = Partial<AccountReserve> &
  Pick<AccountReserve, "priceBase"> & {
    incomeRay?: bigint;
    debtIndexRay?: bigint;
    /** Per year; none grow where they are left out. */
    liquidityRateRay?: bigint;
    variableBorrowRateRay?: bigint;
    frozen?: boolean;
    paused?: boolean;
  };

type PoolTerms = [
  terms: readonly (Terms & Pick<AccountReserve, "asset" | "decimals">)[],
  pool: { arithmetic: AaveV3Arithmetic } & Partial<Pick<AccountStanding, "eMode" | "limits">>,
];

/** The rule of {@link makePoolMarket}. */
export function makePoolRule(...of: PoolTerms): MarketRule {
  const { rule } = makePoolMarket(...of);
  if (rule === undefined) throw new RangeError("The test's pool has no verdict.");
  return rule;
}

/** An account in an Aave pool, of which the test says all that matters. */
export function makePoolMarket(...[terms, { arithmetic, ...standing }]: PoolTerms): AccountMarket {
  const common = {
    ...{ active: true, frozen: false, paused: false, symbol: "T" },
    ...{ aToken: addressOf(97), variableDebtToken: addressOf(98) },
  };
  const reserves = terms.map((one): Omit<StandingReserve, "aTokenAmount" | "debtAmount"> => {
    const { aTokenAmount = 0n, debtAmount = 0n, incomeRay = RAY, debtIndexRay = RAY } = one;
    const { liquidityRateRay = 0n, variableBorrowRateRay = 0n } = one;
    const of = {
      ...{ ...common, ...one, incomeRay, debtIndexRay, liquidityRateRay, variableBorrowRateRay },
      ...{ liquidityIndexRay: incomeRay, variableBorrowIndexRay: debtIndexRay },
      secondsSinceUpdate: 0n,
    };
    return {
      ...{ usedAsCollateral: true, ltvBps: 8_000n, liquidationThresholdBps: 8_250n },
      ...one,
      of: of as unknown as StandingReserve["of"],
      ...{ scaledSupply: aTokenAmount, scaledDebt: debtAmount },
    };
  });
  const pool = {
    ...{ arithmetic, marketId: "aave-v3:test", address: addressOf(99), stableDebtSymbols: [] },
    ...{ reserves: reserves.map(({ of }) => of), eModes: new Map() },
  } satisfies Pool;
  return marketOfStanding({
    ...{ account: addressOf(50), chainId: 31_337, pool, eMode: null },
    reserves: reserves.map((reserve) => withAmounts(pool, reserve)),
    ...standing,
  });
}
