import { BallastError } from "../../core/ballast-error.ts";
import type { MarketTotals } from "./accrual.ts";

/** What an account has in a market: shares of each side, and raw units of the collateral token. */
export type MarketPosition = { supplyShares: bigint; borrowShares: bigint; collateral: bigint };

/** The position of an account that a market has not mentioned yet. */
export const noPosition: MarketPosition = { supplyShares: 0n, borrowShares: 0n, collateral: 0n };

/** The totals of a market that has just been created. */
export const noTotals: MarketTotals = {
  totalSupplyAssets: 0n,
  totalSupplyShares: 0n,
  totalBorrowAssets: 0n,
  totalBorrowShares: 0n,
};

/** How an event of Morpho.sol changes a market and one account in it. */
export type MarketChange = {
  totals(totals: MarketTotals): MarketTotals;
  position(position: MarketPosition): MarketPosition;
};

type Amount = { assets: bigint; shares: bigint };

/** AccrueInterest: interest to both sides; the fee recipient's position gets the fee's shares. */
export function interestAccrued(event: { interest: bigint; feeShares: bigint }): MarketChange {
  return {
    totals: (totals) => ({
      ...totals,
      totalSupplyAssets: totals.totalSupplyAssets + event.interest,
      totalSupplyShares: totals.totalSupplyShares + event.feeShares,
      totalBorrowAssets: totals.totalBorrowAssets + event.interest,
    }),
    position: (position) => ({
      ...position,
      supplyShares: position.supplyShares + event.feeShares,
    }),
  };
}

/** Supply; a withdrawal with both amounts negative. */
export function supplied({ assets, shares }: Amount): MarketChange {
  return {
    totals: (totals) => ({
      ...totals,
      totalSupplyAssets: totals.totalSupplyAssets + assets,
      totalSupplyShares: totals.totalSupplyShares + shares,
    }),
    position: (position) => ({ ...position, supplyShares: position.supplyShares + shares }),
  };
}

export function borrowed({ assets, shares }: Amount): MarketChange {
  return {
    totals: (totals) => ({
      ...totals,
      totalBorrowAssets: totals.totalBorrowAssets + assets,
      totalBorrowShares: totals.totalBorrowShares + shares,
    }),
    position: (position) => ({ ...position, borrowShares: position.borrowShares + shares }),
  };
}

/** Repay: what is repaid may exceed all that is owed by one unit, which the contract forgives. */
export function repaid({ assets, shares }: Amount): MarketChange {
  return {
    totals: (totals) => ({
      ...totals,
      totalBorrowAssets: floorSubtract(totals.totalBorrowAssets, assets),
      totalBorrowShares: totals.totalBorrowShares - shares,
    }),
    position: (position) => ({ ...position, borrowShares: position.borrowShares - shares }),
  };
}

/** SupplyCollateral; a withdrawal with a negative amount. */
export function collateralSupplied(assets: bigint): MarketChange {
  return {
    totals: (totals) => totals,
    position: (position) => ({ ...position, collateral: position.collateral + assets }),
  };
}

/** Liquidate: repayment and seizure, and the bad debt that suppliers bear where nothing was left to seize. */
export function liquidated(event: {
  repaidAssets: bigint;
  repaidShares: bigint;
  seizedAssets: bigint;
  badDebtAssets: bigint;
  badDebtShares: bigint;
}): MarketChange {
  const repayment = repaid({ assets: event.repaidAssets, shares: event.repaidShares });
  return {
    totals: (before) => {
      const totals = repayment.totals(before);
      return {
        ...totals,
        totalSupplyAssets: totals.totalSupplyAssets - event.badDebtAssets,
        totalBorrowAssets: totals.totalBorrowAssets - event.badDebtAssets,
        totalBorrowShares: totals.totalBorrowShares - event.badDebtShares,
      };
    },
    position: (before) => {
      const position = repayment.position(before);
      return {
        ...position,
        borrowShares: position.borrowShares - event.badDebtShares,
        collateral: position.collateral - event.seizedAssets,
      };
    },
  };
}

/** @throws BallastError `morpho-blue-negative` where events are missing. */
export function requireNotNegative<Amounts extends Record<string, bigint>>(
  amounts: Amounts,
  place: string,
): Amounts {
  const negative = Object.entries(amounts).find(([, amount]) => amount < 0n);
  if (negative !== undefined) {
    throw new BallastError(
      `${negative[0]} of ${place} would become ${negative[1]}: events of Morpho are missing.`,
      {
        code: "morpho-blue-negative",
        remedy: "Set the deployment's start block at or before Morpho's own deployment.",
      },
    );
  }
  return amounts;
}

function floorSubtract(a: bigint, b: bigint): bigint {
  return a > b ? a - b : 0n;
}
