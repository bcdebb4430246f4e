export type Rounding = "down" | "up" | "nearest";

/*
 * Numbers for eyes, from exact decimal strings by bigint: nothing here is ever a float. What is shown
 * rounded is always beside its exact text (components/figure.tsx).
 */

type Parsed = { negative: boolean; digits: bigint; scale: number };

function parseDecimal(decimal: string): Parsed {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null) throw new RangeError(`"${decimal}" is no decimal number.`);
  const [, sign, whole = "", fraction = ""] = match;
  return { negative: sign === "-", digits: BigInt(whole + fraction), scale: fraction.length };
}

/**
 * The number with exactly `fractionDigits` digits after the point.
 * @param rounding `down` to the lesser number, `up` to the greater one, `nearest` with halves away
 * from zero.
 * @throws RangeError for what is no decimal number.
 */
function roundDecimal(decimal: string, fractionDigits: number, rounding: Rounding): string {
  const { negative, digits, scale } = parseDecimal(decimal);
  const shift = scale - fractionDigits;
  let rounded = digits;
  if (shift < 0) rounded = digits * 10n ** BigInt(-shift);
  if (shift > 0) {
    const unit = 10n ** BigInt(shift);
    const rest = digits % unit;
    rounded = digits / unit;
    const away =
      rounding === "nearest" ? rest * 2n >= unit : rest > 0n && (rounding === "down") === negative;
    if (away) rounded += 1n;
  }
  const text = rounded.toString().padStart(fractionDigits + 1, "0");
  const whole = fractionDigits === 0 ? text : text.slice(0, -fractionDigits);
  const fraction = fractionDigits === 0 ? "" : `.${text.slice(-fractionDigits)}`;
  return `${negative && rounded !== 0n ? "−" : ""}${groupDigits(whole)}${fraction}`;
}

function groupDigits(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The exact number with its thousands grouped. */
export function exactDecimal(decimal: string): string {
  return roundDecimal(decimal, parseDecimal(decimal).scale, "nearest");
}

function isZero(decimal: string): boolean {
  return parseDecimal(decimal).digits === 0n;
}

/**
 * The number with a fixed count of digits after the point, or `<0.01` for what would read as nothing
 * and is something.
 */
export function formatFixed(decimal: string, fractionDigits: number, rounding: Rounding): string {
  const text = roundDecimal(decimal, fractionDigits, rounding);
  if (/[1-9]/.test(text) || isZero(decimal)) return text;
  const least = `0.${"1".padStart(fractionDigits, "0")}`;
  return fractionDigits === 0 ? "<1" : decimal.startsWith("-") ? `−<${least}` : `<${least}`;
}

/** As many digits after the point as a number of this size needs to be told from its neighbours. */
export function usefulDigits(decimal: string): number {
  const whole = decimal.replace("-", "").split(".")[0]!.replace(/^0+/, "");
  if (whole.length >= 5) return 2;
  if (whole.length >= 1) return 4;
  const zeros = /\.(0*)/.exec(decimal)?.[1]?.length ?? 0;
  return Math.min(zeros + 5, 12);
}

const SCALES = [
  { digits: 13, suffix: "T", shift: 12 },
  { digits: 10, suffix: "B", shift: 9 },
  { digits: 7, suffix: "M", shift: 6 },
] as const;

/** `1.234M` from a million on; below it like `formatFixed`. */
export function formatCompact(decimal: string, fractionDigits: number, rounding: Rounding): string {
  const [whole = "", fraction = ""] = decimal.replace("-", "").split(".");
  const scale = SCALES.find(({ digits }) => whole.length >= digits);
  if (scale === undefined) return formatFixed(decimal, fractionDigits, rounding);
  const point = whole.length - scale.shift;
  const scaled = `${whole.slice(0, point)}.${whole.slice(point)}${fraction}`;
  const sign = decimal.startsWith("-") ? "-" : "";
  return `${roundDecimal(sign + scaled, 3, rounding)}${scale.suffix}`;
}

/** For the position of a pixel only: a money answer never goes through this. */
export function approximateForPixels(decimal: string): number {
  return Number(decimal);
}
