import { z } from "@hono/zod-openapi";
import { formatFixed } from "../../core/fixed-point.ts";

/** An exact fixed-point number: `decimal` is for people, `raw` × 10^-decimals is the same number. */
export const quantitySchema = z
  .object({
    decimal: z.string().openapi({ example: "1.5" }),
    raw: z.string().openapi({ example: "1500000" }),
    decimals: z.int().openapi({ example: 6 }),
  })
  .openapi("Quantity", {
    description: "An exact number, never a float: decimal = raw × 10^-decimals.",
  });

export type Quantity = z.infer<typeof quantitySchema>;

export function quantityAnswer(raw: bigint, decimals: number): Quantity {
  return { decimal: formatFixed(raw, decimals), raw: raw.toString(), decimals };
}

/** USD × 10^18; null stays null: unknown is never zero. */
export function usdAnswer(wad: bigint | null): Quantity | null {
  return wad === null ? null : quantityAnswer(wad, 18);
}

/** A feed's own value: rawValue × 10^-decimals. Negative decimals are written out, which changes nothing. */
export function feedValueAnswer(rawValue: bigint, decimals: number): Quantity {
  return decimals >= 0
    ? quantityAnswer(rawValue, decimals)
    : quantityAnswer(rawValue * 10n ** BigInt(-decimals), 0);
}
