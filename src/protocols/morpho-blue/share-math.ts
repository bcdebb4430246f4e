import { mulDivDown, mulDivUp } from "../../core/fixed-point.ts";

/*
 * SharesMathLib.sol of @morpho-org/morpho-blue 1.0.0: a side of a market is its raw units of the
 * loan token and its shares of them, with one virtual unit and a million virtual shares.
 */
const VIRTUAL_ASSETS = 1n;
const VIRTUAL_SHARES = 1_000_000n;

/** One side of a market, supply or borrow: raw units of the loan token, and the shares they back. */
export type Side = { assets: bigint; shares: bigint };

/** Raw units as shares of a side, rounded down (toSharesDown). */
export function toSharesDown(assets: bigint, side: Side): bigint {
  return mulDivDown(assets, side.shares + VIRTUAL_SHARES, side.assets + VIRTUAL_ASSETS);
}

/** Raw units as shares of a side, rounded up (toSharesUp). */
export function toSharesUp(assets: bigint, side: Side): bigint {
  return mulDivUp(assets, side.shares + VIRTUAL_SHARES, side.assets + VIRTUAL_ASSETS);
}

/** Shares of a side as raw units, rounded down (toAssetsDown): what a supplier may take out. */
export function toAssetsDown(shares: bigint, side: Side): bigint {
  return mulDivDown(shares, side.assets + VIRTUAL_ASSETS, side.shares + VIRTUAL_SHARES);
}

/** Shares of a side as raw units, rounded up (toAssetsUp): what a borrower owes. */
export function toAssetsUp(shares: bigint, side: Side): bigint {
  return mulDivUp(shares, side.assets + VIRTUAL_ASSETS, side.shares + VIRTUAL_SHARES);
}
