import { z } from "zod";
import { parseDecimal } from "./parse-decimal.ts";
import { JsonNumber } from "./parse-exact-json.ts";

/** A JSON number as an exact decimal: see `parseDecimal`. */
export const exactDecimal = z.instanceof(JsonNumber).transform(({ text }, context) => {
  const decimal = parseDecimal(text);
  if (decimal !== null) return decimal;
  context.addIssue({ code: "custom", message: `${text} has too many digits` });
  return z.NEVER;
});

/** A JSON number that is a whole one of a range within 2^53. */
export const exactInteger = (range: { minimum: number; maximum: number }) =>
  z.instanceof(JsonNumber).transform(({ text }, context) => {
    const value = Number(text);
    const { minimum, maximum } = range;
    if (/^-?\d{1,16}$/.test(text) && value >= minimum && value <= maximum) return value;
    context.addIssue({
      code: "custom",
      message: `expected an integer from ${minimum} to ${maximum}`,
    });
    return z.NEVER;
  });

/** Unix seconds. The year 2106 ends unsigned 32 bits; milliseconds are far above it. */
export const unixSeconds = exactInteger({ minimum: 0, maximum: 2 ** 32 - 1 });

/** A string of decimal digits that fits the given bits. */
export const integerString = (range: { minimum: bigint; maximum: bigint }) =>
  z
    .string()
    .regex(/^-?\d{1,20}$/)
    .transform((text) => BigInt(text))
    .refine(
      (value) => value >= range.minimum && value <= range.maximum,
      `expected ${range.minimum} to ${range.maximum}`,
    );
