import { WAD } from "../../core/fixed-point.ts";

/* ExpLib.sol of Morpho's AdaptiveCurveIrm. Signed wads; every division drops the fraction. */
const LN_2_WAD = 693_147_180_559_945_309n;
/** ln(10^-18): below it the result is less than one unit. */
const LN_WEI_WAD = -41_446_531_673_892_822_312n;
const UPPER_BOUND_WAD = 93_859_467_695_000_404_319n;
/** What the contract answers from the upper bound on. */
const UPPER_VALUE_WAD =
  57_716_089_161_558_943_949_701_069_502_944_508_345_128_422_502_756_744_429_568n;

/**
 * e^x as the contract approximates it: x = q·ln 2 + r with q rounded half toward zero, then
 * 2^q · (1 + r + r²/2), rounded toward zero at each step (wExp).
 */
export function exponentialWad(xWad: bigint): bigint {
  if (xWad < LN_WEI_WAD) return 0n;
  if (xWad >= UPPER_BOUND_WAD) return UPPER_VALUE_WAD;
  const rounding = xWad < 0n ? -(LN_2_WAD / 2n) : LN_2_WAD / 2n;
  const q = (xWad + rounding) / LN_2_WAD;
  const r = xWad - q * LN_2_WAD;
  const exponentialOfR = WAD + r + (r * r) / WAD / 2n;
  return q >= 0n ? exponentialOfR << q : exponentialOfR >> -q;
}
