import { BallastError } from "../../core/ballast-error.ts";
import { mulDivDown, WAD } from "../../core/fixed-point.ts";

/** A vToken's own books and what its Comptroller rules for it. */
export type MarketFacts = {
  isListed: boolean;
  isForcedLiquidation: boolean;
  collateralFactorWad: bigint;
  liquidationThresholdWad: bigint;
  reserveFactorWad: bigint;
  protocolSeizeShareWad: bigint;
  totalSupply: bigint;
  totalBorrows: bigint;
  totalReserves: bigint;
  badDebt: bigint;
  borrowIndexWad: bigint;
  accruedAtBlock: bigint;
  accruedAtSeconds: bigint;
};

/** What an account has and owes in a vToken. */
export type AccountFacts = {
  tokens: bigint;
  borrowPrincipal: bigint;
  borrowIndexWad: bigint;
  isEntered: boolean;
  lastSentTokens: bigint;
  tokensBeforeSeizure: bigint;
};

/** An account that a vToken has not mentioned yet. */
export const noAccount: AccountFacts = {
  tokens: 0n,
  borrowPrincipal: 0n,
  borrowIndexWad: 0n,
  isEntered: false,
  lastSentTokens: 0n,
  tokensBeforeSeizure: 0n,
};

/**
 * AccrueInterest: index and borrows as stated, the reserves' part of the interest as the contract
 * rounds it, down. Reserves that the accrual itself pays out are logged before it, so both are
 * differences and their order does not matter.
 */
export function interestAccrued(
  market: MarketFacts,
  event: { interestAccumulated: bigint; borrowIndex: bigint; totalBorrows: bigint },
): Partial<MarketFacts> {
  const toReserves = mulDivDown(market.reserveFactorWad, event.interestAccumulated, WAD);
  return {
    totalReserves: market.totalReserves + toReserves,
    borrowIndexWad: event.borrowIndex,
    totalBorrows: event.totalBorrows,
  };
}

/** Transfer, from its sender's side. */
export function tokensSent(account: AccountFacts, amount: bigint): Partial<AccountFacts> {
  return { tokens: account.tokens - amount, lastSentTokens: amount };
}

/**
 * ProtocolSeize, which follows the Transfer of the liquidator's part and says in underlying units
 * only what was burned of the borrower's vTokens. A healed account has lost all of them, and no other
 * log says so; of a liquidation LiquidateBorrow tells the rest right after.
 */
export function allTokensSeized(
  account: AccountFacts,
): Pick<AccountFacts, "tokens" | "tokensBeforeSeizure"> {
  return { tokens: 0n, tokensBeforeSeizure: account.tokens + account.lastSentTokens };
}

/** LiquidateBorrow: the borrower loses `seizeTokens` of what it had before the seizure. */
export function tokensSeized(
  account: AccountFacts,
  seizeTokens: bigint,
): Pick<AccountFacts, "tokens"> {
  return { tokens: account.tokensBeforeSeizure - seizeTokens };
}

/** @throws BallastError `venus-negative` where events are missing. */
export function requireNotNegative(amount: bigint, what: string): bigint {
  if (amount < 0n) {
    throw new BallastError(`${what} would become ${amount}: events of Venus are missing.`, {
      code: "venus-negative",
      remedy: "Set the pool's start block at or before its Comptroller's own deployment.",
    });
  }
  return amount;
}
