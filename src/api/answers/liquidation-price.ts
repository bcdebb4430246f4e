import { z } from "@hono/zod-openapi";
import type { AssetLiquidationPrice } from "../liquidation/liquidation-prices.ts";
import { assetIdSchema, safeNumber } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantitySchema, usdAnswer } from "./quantity.ts";

export const liquidationPriceSchema = z
  .object({
    asset: assetIdSchema,
    symbol: z.string(),
    state: z.enum(["at", "none", "liquidatable"]).openapi({
      description:
        "`none`: no price of this asset alone makes the account fit for liquidation. `liquidatable`: it may be liquidated as it is.",
    }),
    direction: z.enum(["falling", "rising"]).nullable(),
    price: orNull(quantitySchema).openapi({
      description: "The last safe price of a whole token, in `unit`, rounded to the safe side.",
    }),
    oraclePrice: z.string().nullable().openapi({
      description:
        "The same in the unit of the market's oracle (Maker's: the Vat's spot): one step further the account may be liquidated.",
    }),
    oraclePriceNow: z.string(),
    distanceBps: z.int().nullable().openapi({ description: "From now, rounded down." }),
    unit: z.union([z.literal("USD"), assetIdSchema]),
  })
  .openapi("LiquidationPrice", {
    description: "How far the price of one asset may go, all others and all amounts as they are.",
  });

export function liquidationPriceAnswer(
  one: AssetLiquidationPrice,
): z.infer<typeof liquidationPriceSchema> {
  const { rulePrice, found, distanceBps } = one;
  return {
    asset: rulePrice.asset,
    symbol: rulePrice.symbol,
    state: found.state,
    direction: found.state === "at" ? found.direction : null,
    price: usdAnswer(one.perTokenWad),
    oraclePrice: found.state === "at" ? found.price.toString() : null,
    oraclePriceNow: rulePrice.price.toString(),
    distanceBps: distanceBps === null ? null : safeNumber(distanceBps),
    unit: rulePrice.unit ?? "USD",
  };
}
