import { RAY } from "../../core/fixed-point.ts";

/**
 * x^n of a ray by squaring, each multiplication rounded half up (jug.sol, `rpow` with the base RAY).
 * Operands are not negative.
 */
export function rpow(baseRay: bigint, exponent: bigint): bigint {
  if (baseRay === 0n) return exponent === 0n ? RAY : 0n;
  let square = baseRay;
  let power = exponent % 2n === 0n ? RAY : baseRay;
  for (let rest = exponent / 2n; rest > 0n; rest /= 2n) {
    square = (square * square + RAY / 2n) / RAY;
    if (rest % 2n === 1n) power = (power * square + RAY / 2n) / RAY;
  }
  return power;
}

/**
 * The rate that Jug.drip would leave in the Vat: ⌊(base + duty)^seconds · rate / RAY⌋ (jug.sol).
 * @throws RangeError for a time before the last drip, where the contract reverts.
 */
export function drippedRateRay(parameters: {
  rateRay: bigint;
  dutyRay: bigint;
  baseRay: bigint;
  seconds: bigint;
}): bigint {
  const { rateRay, dutyRay, baseRay, seconds } = parameters;
  if (seconds < 0n) throw new RangeError(`A drip ${-seconds} s before the last one.`);
  return (rpow(baseRay + dutyRay, seconds) * rateRay) / RAY;
}
