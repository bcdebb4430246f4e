/**
 * Largest number of decimal places by which a value may be scaled. Real feeds use -10…36; more is a
 * broken feed, and 10^58 is where other price libraries (Euler's ScaleUtils, Morpho) stop as well.
 */
const MAXIMUM_SCALE_DECIMALS = 58;

const POWERS_OF_TEN = Array.from(
  { length: MAXIMUM_SCALE_DECIMALS + 1 },
  (_, exponent) => 10n ** BigInt(exponent),
);

/**
 * A feed's raw value in USD × 10^18 per whole token: ⌊rawValue · 10^-decimals · unitWad⌋, with one
 * division at the end. `unitWad` is the price of the unit that the feed quotes in: 10^18 for USD.
 * Null where the scale is beyond belief.
 */
export function normaliseObservation({
  rawValue,
  decimals,
  unitWad,
}: {
  rawValue: bigint;
  decimals: number;
  unitWad: bigint;
}): bigint | null {
  if (Math.abs(decimals) > MAXIMUM_SCALE_DECIMALS) return null;
  const power = POWERS_OF_TEN[Math.abs(decimals)];
  if (power === undefined) throw new RangeError(`${decimals} is not a whole number of decimals.`);
  return decimals <= 0 ? rawValue * unitWad * power : (rawValue * unitWad) / power;
}
