/** 10^18: the unit of prices (USD per whole token), values (USD) and health factors. */
export const WAD = 10n ** 18n;
/** 10^27: the unit of Aave's and Maker's rates and indexes. */
export const RAY = 10n ** 27n;
/** 10_000: one in basis points. */
export const BPS = 10_000n;

/**
 * ⌊a·b/denominator⌋ for non-negative operands: one multiplication, one division.
 * @throws RangeError for a denominator ≤ 0 or a negative operand.
 */
export function mulDivDown(a: bigint, b: bigint, denominator: bigint): bigint {
  requireOperands(a, b, denominator);
  return (a * b) / denominator;
}

/**
 * ⌈a·b/denominator⌉ for non-negative operands.
 * @throws RangeError for a denominator ≤ 0 or a negative operand.
 */
export function mulDivUp(a: bigint, b: bigint, denominator: bigint): bigint {
  requireOperands(a, b, denominator);
  return (a * b + denominator - 1n) / denominator;
}

function requireOperands(a: bigint, b: bigint, denominator: bigint): void {
  if (denominator <= 0n)
    throw new RangeError(`mulDiv: denominator ${denominator} is not positive.`);
  if (a < 0n || b < 0n) throw new RangeError(`mulDiv: negative operand in ${a} × ${b}.`);
}

/**
 * A fixed-point integer as an exact decimal string: (1234500n, 4) → "123.45"; trailing zeros of the
 * fraction are dropped, no exponent, sign kept.
 */
export function formatFixed(value: bigint, decimals: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const integer = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction === "" ? `${sign}${integer}` : `${sign}${integer}.${fraction}`;
}
