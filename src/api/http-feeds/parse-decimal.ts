/** No price has more digits; more would only cost memory (1e999999999 is a JSON number). */
const MOST_DIGITS = 60;
const LARGEST_EXPONENT = 100;
const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * A number as JSON writes it (RFC 8259), exactly: rawValue × 10^-decimals, with no trailing zeros in
 * the fraction and decimals ≥ 0. Null for anything else, and for more than 60 digits or an exponent
 * beyond ±100.
 */
export function parseDecimal(text: string): { rawValue: bigint; decimals: number } | null {
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponentText = "0"] = match;
  const exponent = Number(exponentText);
  if (whole.length + fraction.length > MOST_DIGITS) return null;
  if (Math.abs(exponent) > LARGEST_EXPONENT) return null;
  let digits = BigInt(whole + fraction);
  let decimals = fraction.length - exponent;
  if (digits === 0n) return { rawValue: 0n, decimals: 0 };
  while (decimals > 0 && digits % 10n === 0n) {
    digits /= 10n;
    decimals -= 1;
  }
  if (decimals < 0) {
    digits *= 10n ** BigInt(-decimals);
    decimals = 0;
  }
  return { rawValue: sign === "-" ? -digits : digits, decimals };
}
