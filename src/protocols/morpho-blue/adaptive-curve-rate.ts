import { WAD } from "../../core/fixed-point.ts";
import { exponentialWad } from "./exponential.ts";

/* ConstantsLib.sol of Morpho's AdaptiveCurveIrm: signed wads, rates per second. */
const SECONDS_PER_YEAR = 31_536_000n;
const CURVE_STEEPNESS = 4n * WAD;
const ADJUSTMENT_SPEED = (50n * WAD) / SECONDS_PER_YEAR;
const TARGET_UTILIZATION = (9n * WAD) / 10n;
const INITIAL_RATE_AT_TARGET = (4n * WAD) / 100n / SECONDS_PER_YEAR;
const MINIMUM_RATE_AT_TARGET = WAD / 1_000n / SECONDS_PER_YEAR;
const MAXIMUM_RATE_AT_TARGET = (2n * WAD) / SECONDS_PER_YEAR;

/**
 * The rate that AdaptiveCurveIrm gives a market for the time since its last accrual, in wad per
 * second (_borrowRate of AdaptiveCurveIrm.sol). The rate at target utilisation moves exponentially
 * with the distance of the utilisation from its target; the rate of the period is the average of its
 * start, twice its middle and its end. bigint's `/` drops the fraction as the contract's does.
 * @param parameters.rateAtTargetWad As the last BorrowRateUpdate said; 0 before the first one.
 * @throws RangeError where time runs backwards.
 */
export function adaptiveCurveRate(parameters: {
  totalSupplyAssets: bigint;
  totalBorrowAssets: bigint;
  rateAtTargetWad: bigint;
  elapsedSeconds: bigint;
}): { averageRateWad: bigint; endRateAtTargetWad: bigint } {
  const { totalSupplyAssets, totalBorrowAssets, rateAtTargetWad, elapsedSeconds } = parameters;
  if (elapsedSeconds < 0n) {
    throw new RangeError(`A market cannot accrue over ${elapsedSeconds} seconds.`);
  }
  const utilization = totalSupplyAssets > 0n ? (totalBorrowAssets * WAD) / totalSupplyAssets : 0n;
  const distanceUnit =
    utilization > TARGET_UTILIZATION ? WAD - TARGET_UTILIZATION : TARGET_UTILIZATION;
  const error = ((utilization - TARGET_UTILIZATION) * WAD) / distanceUnit;

  if (rateAtTargetWad === 0n) {
    return {
      averageRateWad: curve(INITIAL_RATE_AT_TARGET, error),
      endRateAtTargetWad: INITIAL_RATE_AT_TARGET,
    };
  }
  const speed = (ADJUSTMENT_SPEED * error) / WAD;
  const linearAdaptation = speed * elapsedSeconds;
  if (linearAdaptation === 0n) {
    return { averageRateWad: curve(rateAtTargetWad, error), endRateAtTargetWad: rateAtTargetWad };
  }
  const end = adapted(rateAtTargetWad, linearAdaptation);
  const middle = adapted(rateAtTargetWad, linearAdaptation / 2n);
  const average = (rateAtTargetWad + end + 2n * middle) / 4n;
  return { averageRateWad: curve(average, error), endRateAtTargetWad: end };
}

/** Below the target the rate falls to a quarter of the rate at target, above it it rises to four times. */
function curve(rateAtTargetWad: bigint, error: bigint): bigint {
  const coefficient = error < 0n ? WAD - (WAD * WAD) / CURVE_STEEPNESS : CURVE_STEEPNESS - WAD;
  return (((coefficient * error) / WAD + WAD) * rateAtTargetWad) / WAD;
}

function adapted(rateAtTargetWad: bigint, linearAdaptation: bigint): bigint {
  const rate = (rateAtTargetWad * exponentialWad(linearAdaptation)) / WAD;
  if (rate < MINIMUM_RATE_AT_TARGET) return MINIMUM_RATE_AT_TARGET;
  return rate > MAXIMUM_RATE_AT_TARGET ? MAXIMUM_RATE_AT_TARGET : rate;
}
