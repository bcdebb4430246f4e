import { WAD } from "../../core/fixed-point.ts";
import { toSharesDown } from "./share-math.ts";

/** Both sides of a market: raw units of the loan token, and shares. */
export type MarketTotals = {
  totalSupplyAssets: bigint;
  totalSupplyShares: bigint;
  totalBorrowAssets: bigint;
  totalBorrowShares: bigint;
};

/**
 * Interest on one unit over a time, in wad: the first three terms of e^(rate·seconds) − 1, each
 * rounded down (wTaylorCompounded of MathLib.sol).
 */
function compoundedInterestWad(rateWad: bigint, elapsedSeconds: bigint): bigint {
  const first = rateWad * elapsedSeconds;
  const second = (first * first) / (2n * WAD);
  const third = (second * first) / (3n * WAD);
  return first + second + third;
}

/**
 * A market after accruing at a rate (_accrueInterest of Morpho.sol of @morpho-org/morpho-blue 1.0.0):
 * interest rounded down goes to both sides, the fee's part of it becomes new supply shares, rounded
 * down, which belong to the fee recipient.
 * @param parameters.rateWad Per second, over the whole time.
 */
export function accrueInterest(parameters: {
  totals: MarketTotals;
  feeWad: bigint;
  rateWad: bigint;
  elapsedSeconds: bigint;
}): { totals: MarketTotals; feeShares: bigint } {
  const { totals, feeWad, rateWad, elapsedSeconds } = parameters;
  const interest =
    (totals.totalBorrowAssets * compoundedInterestWad(rateWad, elapsedSeconds)) / WAD;
  const totalSupplyAssets = totals.totalSupplyAssets + interest;
  const feeAssets = (interest * feeWad) / WAD;
  const feeShares = toSharesDown(feeAssets, {
    assets: totalSupplyAssets - feeAssets,
    shares: totals.totalSupplyShares,
  });
  return {
    totals: {
      totalSupplyAssets,
      totalSupplyShares: totals.totalSupplyShares + feeShares,
      totalBorrowAssets: totals.totalBorrowAssets + interest,
      totalBorrowShares: totals.totalBorrowShares,
    },
    feeShares,
  };
}
