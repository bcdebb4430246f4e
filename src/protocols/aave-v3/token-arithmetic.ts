import { rayDiv, rayDivCeil, rayDivFloor, rayMul, rayMulCeil, rayMulFloor } from "./ray-math.ts";
import type { BalanceChange, ScaledBalance } from "./state.ts";

/** How a token keeps scaled balances: what its events mean and what its `balanceOf` answers. */
export type TokenArithmetic = {
  /** Scaled balance after a Mint. */
  scaledAfterMint(balance: ScaledBalance, change: BalanceChange): bigint;
  /** Scaled balance after a Burn. */
  scaledAfterBurn(balance: ScaledBalance, change: BalanceChange): bigint;
  /** What a deposit or loan of raw units adds to the scaled balance. */
  scaledMinted(amount: bigint, indexRay: bigint): bigint;
  /** What a withdrawal or repayment of a part takes off it. */
  scaledBurned(amount: bigint, indexRay: bigint): bigint;
  /** `balanceOf` in raw units, from the reserve's normalized income or debt. */
  amount(scaledBalance: bigint, indexRay: bigint): bigint;
};

/**
 * aTokens and variable debt tokens up to Aave 3.4: every operation rounds half up, and the value of
 * an event is the amount of the action with the interest added (Mint) or taken off (Burn)
 * (ScaledBalanceTokenBase.sol of @aave/core-v3 1.19.3).
 */
export const halfUpToken: TokenArithmetic = {
  scaledAfterMint({ scaledBalance }, { value, balanceIncrease, indexRay }) {
    return value >= balanceIncrease
      ? scaledBalance + rayDiv(value - balanceIncrease, indexRay)
      : scaledBalance - rayDiv(balanceIncrease - value, indexRay);
  },
  scaledAfterBurn: ({ scaledBalance }, { value, balanceIncrease, indexRay }) =>
    scaledBalance - rayDiv(value + balanceIncrease, indexRay),
  scaledMinted: rayDiv,
  scaledBurned: rayDiv,
  amount: rayMul,
};

/**
 * Tokens since Aave 3.5: the value of an event is the difference between the account's balance at its
 * last index and its balance now, so the balance now is known, and with it the one scaled balance
 * that gives it: at an index of at least one ray no two give the same
 * (ScaledBalanceTokenBase.sol and TokenMath.sol of @aave-dao/aave-v3-origin 3.6.0).
 */
function directedToken(parameters: {
  amount: (scaledBalance: bigint, indexRay: bigint) => bigint;
  scaled: (amount: bigint, indexRay: bigint) => bigint;
  scaledMinted: (amount: bigint, indexRay: bigint) => bigint;
  scaledBurned: (amount: bigint, indexRay: bigint) => bigint;
}): TokenArithmetic {
  const { amount, scaled, scaledMinted, scaledBurned } = parameters;
  return {
    scaledMinted,
    scaledBurned,
    scaledAfterMint: ({ scaledBalance, lastIndexRay }, { value, indexRay }) =>
      scaled(amount(scaledBalance, lastIndexRay) + value, indexRay),
    scaledAfterBurn({ scaledBalance, lastIndexRay }, { value, indexRay }) {
      const left = amount(scaledBalance, lastIndexRay) - value;
      // Below zero only where events are missing, which is for the caller to refuse.
      return left < 0n ? left : scaled(left, indexRay);
    },
    amount,
  };
}

/** An aToken since Aave 3.5: what an account owns rounds down. */
export const directedAToken = directedToken({
  ...{ amount: rayMulFloor, scaled: rayDivCeil },
  ...{ scaledMinted: rayDivFloor, scaledBurned: rayDivCeil },
});

/** A variable debt token since Aave 3.5: what an account owes rounds up. */
export const directedDebtToken = directedToken({
  ...{ amount: rayMulCeil, scaled: rayDivFloor },
  ...{ scaledMinted: rayDivCeil, scaledBurned: rayDivFloor },
});
