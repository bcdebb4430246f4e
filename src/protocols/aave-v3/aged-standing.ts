import { type AccountStanding, withAmounts } from "./account-standing.ts";
import type { AaveV3Arithmetic } from "./arithmetic.ts";
import type { Pool } from "./read-pools.ts";

type Reserve = Pool["reserves"][number];

/**
 * The standing so many seconds later, where nobody calls the pool in between: the indexes that
 * getReserveNormalizedIncome and getReserveNormalizedVariableDebt state then, at the rates that are
 * stored, and balances by them.
 */
export function agedStanding(standing: AccountStanding, seconds: bigint): AccountStanding {
  const { pool } = standing;
  const aged = new Map(
    pool.reserves.map((reserve) => [reserve.asset, agedReserve(pool.arithmetic, reserve, seconds)]),
  );
  const later = { ...pool, reserves: [...aged.values()] };
  return {
    ...standing,
    pool: later,
    reserves: standing.reserves.map((one) =>
      withAmounts(later, { ...one, of: aged.get(one.asset) ?? one.of }),
    ),
  };
}

function agedReserve(arithmetic: AaveV3Arithmetic, reserve: Reserve, elapsed: bigint): Reserve {
  const seconds = reserve.secondsSinceUpdate + elapsed;
  return {
    ...reserve,
    secondsSinceUpdate: seconds,
    incomeRay: arithmetic.normalizedIncomeRay({
      ...{ indexRay: reserve.liquidityIndexRay, rateRay: reserve.liquidityRateRay, seconds },
    }),
    debtIndexRay: arithmetic.normalizedDebtRay({
      indexRay: reserve.variableBorrowIndexRay,
      ...{ rateRay: reserve.variableBorrowRateRay, seconds },
    }),
  };
}
