import { mulDivDown, WAD } from "../../core/fixed-point.ts";

/** What a vToken owes and is owed, in raw units of its underlying, and its index. */
export type MarketTotals = {
  totalBorrows: bigint;
  totalReserves: bigint;
  borrowIndexWad: bigint;
};

/**
 * The totals after accrueInterest of VToken.sol: simple interest at one rate for all slots since the
 * last accrual, each product rounded down.
 * @param parameters.slots Blocks or seconds, as the vToken counts.
 * @param parameters.rateWad Per slot.
 */
export function accrueInterest(parameters: {
  totals: MarketTotals;
  rateWad: bigint;
  reserveFactorWad: bigint;
  slots: bigint;
}): MarketTotals {
  const { totals, rateWad, reserveFactorWad, slots } = parameters;
  const factorWad = rateWad * slots;
  const interest = mulDivDown(factorWad, totals.totalBorrows, WAD);
  return {
    totalBorrows: totals.totalBorrows + interest,
    totalReserves: totals.totalReserves + mulDivDown(reserveFactorWad, interest, WAD),
    borrowIndexWad: totals.borrowIndexWad + mulDivDown(factorWad, totals.borrowIndexWad, WAD),
  };
}

/**
 * Raw units of the underlying per vToken, in wad (_exchangeRateStored of VToken.sol), rounded down;
 * null where reserves exceed all there is, where the contract fails, and for a supply of none, whose
 * initial rate no log says.
 */
export function exchangeRateWad(parameters: {
  cash: bigint;
  totals: Pick<MarketTotals, "totalBorrows" | "totalReserves">;
  badDebt: bigint;
  totalSupply: bigint;
}): bigint | null {
  const { cash, totals, badDebt, totalSupply } = parameters;
  const assets = cash + totals.totalBorrows + badDebt - totals.totalReserves;
  return assets < 0n || totalSupply === 0n ? null : mulDivDown(assets, WAD, totalSupply);
}
