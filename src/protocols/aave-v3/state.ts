import { BallastError } from "../../core/ballast-error.ts";
import type { TokenArithmetic } from "./token-arithmetic.ts";

/** An account's state in an aToken or a variable debt token. */
export type ScaledBalance = { scaledBalance: bigint; lastIndexRay: bigint };

/** A token's Mint or Burn: amounts in raw units, the index that the pool used. */
export type BalanceChange = { value: bigint; balanceIncrease: bigint; indexRay: bigint };

/** The balance of an account that a token has not mentioned yet. */
export const noBalance: ScaledBalance = { scaledBalance: 0n, lastIndexRay: 0n };

/** After a Mint, which a burn of less than the accrued interest and a transfer emit too. */
export function afterMint(
  arithmetic: TokenArithmetic,
  balance: ScaledBalance,
  change: BalanceChange,
): ScaledBalance {
  return next(balance, arithmetic.scaledAfterMint(balance, change), change.indexRay);
}

/** After a Burn. */
export function afterBurn(
  arithmetic: TokenArithmetic,
  balance: ScaledBalance,
  change: BalanceChange,
): ScaledBalance {
  return next(balance, arithmetic.scaledAfterBurn(balance, change), change.indexRay);
}

/** One side of a BalanceTransfer; `scaledAmount` as logged since 3.0.2, negative for the sender. */
export function afterTransfer(
  balance: ScaledBalance,
  change: { scaledAmount: bigint; indexRay: bigint },
): ScaledBalance {
  return next(balance, balance.scaledBalance + change.scaledAmount, change.indexRay);
}

function next(
  { scaledBalance: before }: ScaledBalance,
  scaledBalance: bigint,
  lastIndexRay: bigint,
): ScaledBalance {
  if (scaledBalance < 0n) {
    throw new BallastError(
      `A scaled balance of ${before} would become ${scaledBalance}: events of this token are missing.`,
      { code: "aave-v3-balance-negative" },
    );
  }
  return { scaledBalance, lastIndexRay };
}
