import { BPS, mulDivDown, mulDivUp, RAY, WAD } from "../../core/fixed-point.ts";

/*
 * WadRayMath.sol and PercentageMath.sol: what names no direction rounds to the nearest unit, halves
 * up (@aave/core-v3 1.19.3 and later), the others as they say (@aave-dao/aave-v3-origin 3.6.0).
 * Operands are not negative; a zero divisor is a RangeError.
 */

/** a × b for rays: (a·b + RAY/2) / RAY. */
export function rayMul(a: bigint, b: bigint): bigint {
  return (a * b + RAY / 2n) / RAY;
}

/** a ÷ b for rays: (a·RAY + b/2) / b. */
export function rayDiv(a: bigint, b: bigint): bigint {
  return (a * RAY + b / 2n) / b;
}

/** a ÷ b for wads: (a·WAD + b/2) / b. */
export function wadDiv(a: bigint, b: bigint): bigint {
  return (a * WAD + b / 2n) / b;
}

/** value × basis points: (value·bps + 5000) / 10000. */
export function percentMul(value: bigint, bps: bigint): bigint {
  return (value * bps + BPS / 2n) / BPS;
}

/** value ÷ basis points: (value·10000 + bps/2) / bps. */
export function percentDiv(value: bigint, bps: bigint): bigint {
  return (value * BPS + bps / 2n) / bps;
}

/** a × b for rays, rounded down. */
export const rayMulFloor = (a: bigint, b: bigint): bigint => mulDivDown(a, b, RAY);

/** a × b for rays, rounded up. */
export const rayMulCeil = (a: bigint, b: bigint): bigint => mulDivUp(a, b, RAY);

/** a ÷ b for rays, rounded down. */
export const rayDivFloor = (a: bigint, b: bigint): bigint => mulDivDown(a, RAY, b);

/** a ÷ b for rays, rounded up. */
export const rayDivCeil = (a: bigint, b: bigint): bigint => mulDivUp(a, RAY, b);
