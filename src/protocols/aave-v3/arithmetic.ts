import { BallastError } from "../../core/ballast-error.ts";
import { binomialInterestRay, linearInterestRay } from "./interest.ts";
import { rayDiv, rayMul } from "./ray-math.ts";
import type { BalanceChange, ScaledBalance } from "./state.ts";
import { type AccountDataInput, type AccountDataResult, accountData } from "./valuation.ts";

/** Where and how a pool rounds: all that differs between revisions of the same events. */
export type AaveV3Arithmetic = {
  /** Scaled balance after a token's Mint. */
  scaledAfterMint(balance: ScaledBalance, change: BalanceChange): bigint;
  /** Scaled balance after a token's Burn. */
  scaledAfterBurn(balance: ScaledBalance, change: BalanceChange): bigint;
  /** `balanceOf` of an aToken, in raw units, from the normalized income. */
  aTokenAmount(scaledBalance: bigint, incomeRay: bigint): bigint;
  /** `balanceOf` of a variable debt token, in raw units, from the normalized debt. */
  variableDebtAmount(scaledBalance: bigint, debtIndexRay: bigint): bigint;
  /** The pool's getReserveNormalizedIncome. */
  normalizedIncomeRay(index: { indexRay: bigint; rateRay: bigint; seconds: bigint }): bigint;
  /** The pool's getReserveNormalizedVariableDebt. */
  normalizedDebtRay(index: { indexRay: bigint; rateRay: bigint; seconds: bigint }): bigint;
  /** The pool's getUserAccountData. */
  accountData(input: AccountDataInput): AccountDataResult;
};

/**
 * Pool revisions 1 to 7 (Aave v3.0.2 to 3.3): every operation rounds half up, and the amounts of a
 * token's events are exact amounts of the action (ScaledBalanceTokenBase.sol of @aave/core-v3 1.19.3).
 */
const roundsHalfUp: AaveV3Arithmetic = {
  scaledAfterMint({ scaledBalance }, { value, balanceIncrease, indexRay }) {
    return value >= balanceIncrease
      ? scaledBalance + rayDiv(value - balanceIncrease, indexRay)
      : scaledBalance - rayDiv(balanceIncrease - value, indexRay);
  },
  scaledAfterBurn: ({ scaledBalance }, { value, balanceIncrease, indexRay }) =>
    scaledBalance - rayDiv(value + balanceIncrease, indexRay),
  aTokenAmount: rayMul,
  variableDebtAmount: rayMul,
  normalizedIncomeRay: ({ indexRay, rateRay, seconds }) =>
    seconds === 0n ? indexRay : rayMul(linearInterestRay(rateRay, seconds), indexRay),
  normalizedDebtRay: ({ indexRay, rateRay, seconds }) =>
    seconds === 0n ? indexRay : rayMul(binomialInterestRay(rateRay, seconds), indexRay),
  accountData,
};

/**
 * The arithmetic of a pool with that POOL_REVISION.
 * @throws BallastError `aave-v3-revision` for one that Ballast does not know: its amounts would be wrong.
 */
export function arithmeticOfRevision(revision: number): AaveV3Arithmetic {
  if (revision >= 1 && revision <= 7) return roundsHalfUp;
  throw new BallastError(`Aave pool revision ${revision} rounds in a way that is not known.`, {
    code: "aave-v3-revision",
    remedy: "Pools of revisions 1 to 7 can be indexed.",
  });
}
