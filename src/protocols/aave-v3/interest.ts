import { RAY } from "../../core/fixed-point.ts";
import { rayMul } from "./ray-math.ts";

/** 365 days, as MathUtils.sol counts. */
const SECONDS_PER_YEAR = 31_536_000n;

/**
 * Growth of a deposit, in ray: RAY + rate·seconds/year, rounded down (MathUtils.sol,
 * calculateLinearInterest).
 */
export function linearInterestRay(rateRay: bigint, seconds: bigint): bigint {
  return RAY + (rateRay * seconds) / SECONDS_PER_YEAR;
}

/**
 * Growth of a variable debt, in ray: the first four terms of the binomial of (1 + rate/year)^seconds
 * (MathUtils.sol, calculateCompoundedInterest, of pool revisions up to 7).
 */
export function binomialInterestRay(rateRay: bigint, seconds: bigint): bigint {
  if (seconds === 0n) return RAY;
  const secondsMinusOne = seconds - 1n;
  const secondsMinusTwo = seconds > 2n ? seconds - 2n : 0n;
  const basePowerTwo = rayMul(rateRay, rateRay) / (SECONDS_PER_YEAR * SECONDS_PER_YEAR);
  const basePowerThree = rayMul(basePowerTwo, rateRay) / SECONDS_PER_YEAR;
  const secondTerm = (seconds * secondsMinusOne * basePowerTwo) / 2n;
  const thirdTerm = (seconds * secondsMinusOne * secondsMinusTwo * basePowerThree) / 6n;
  return RAY + (rateRay * seconds) / SECONDS_PER_YEAR + secondTerm + thirdTerm;
}

/**
 * Growth of a variable debt, in ray: the first four terms of e^(rate·seconds/year) (MathUtils.sol,
 * calculateCompoundedInterest, of pool revisions from 8).
 */
export function exponentialInterestRay(rateRay: bigint, seconds: bigint): bigint {
  const growthRay = (rateRay * seconds) / SECONDS_PER_YEAR;
  return RAY + growthRay + rayMul(growthRay, growthRay / 2n + rayMul(growthRay, growthRay / 6n));
}
