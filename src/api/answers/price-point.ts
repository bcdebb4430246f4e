import { z } from "@hono/zod-openapi";
import type { Price } from "../pricing/price.ts";
import { atSchema } from "./block.ts";
import { assetIdSchema, timeSchema } from "./identifier-schemas.ts";
import { methodologiesInForceSchema } from "./methodologies-in-force.ts";
import { priceValuesAnswer, priceValuesShape } from "./price-values.ts";

/** A price at one time of a history, without the evidence. */
const pricePointSchema = z
  .object({
    time: timeSchema.openapi({ description: "The time that is asked for." }),
    at: atSchema,
    evaluatedAt: timeSchema.openapi({ description: "The newest block time of the vector." }),
    ...priceValuesShape,
  })
  .openapi("PricePoint", { description: "`/v1/prices?at=` gives the evidence of a point." });

export const priceHistorySchema = z
  .object({
    asset: assetIdSchema,
    symbol: z.string(),
    priceId: z.string(),
    from: timeSchema,
    to: timeSchema,
    interval: z.int(),
    points: z.array(pricePointSchema),
    next: z.string().nullable().openapi({ description: "Cursor of the next page." }),
    methodologies: methodologiesInForceSchema,
  })
  .openapi("PriceHistory");

export function pricePointAnswer(parameters: {
  timeSeconds: number;
  at: string;
  price: Price;
}): z.infer<typeof pricePointSchema> {
  const { timeSeconds, at, price } = parameters;
  return {
    time: timeSeconds,
    at,
    evaluatedAt: price.evaluatedAtSeconds,
    ...priceValuesAnswer(price),
  };
}
