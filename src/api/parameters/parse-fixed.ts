/**
 * An exact decimal string as a fixed-point integer: ("1.5", 18) → 1.5 × 10^18.
 * @throws RangeError for another form, a sign, or more digits after the point than `decimals`.
 */
export function parseFixed(text: string, decimals: number): bigint {
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "" || fraction.length > decimals) {
    throw new RangeError(`"${text}" is not a decimal number of at most ${decimals} places.`);
  }
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}
