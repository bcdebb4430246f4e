import { BPS, RAY, WAD } from "../../core/fixed-point.ts";

/*
 * WadRayMath.sol and PercentageMath.sol of @aave/core-v3 1.19.3: every operation rounds to the
 * nearest unit, halves up. Operands are not negative; a zero divisor is a RangeError of bigint.
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
