import { z } from "@hono/zod-openapi";
import { PRICE_STATUSES, type Price } from "../pricing/price.ts";
import { timeSchema } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantitySchema, usdAnswer } from "./quantity.ts";

export const priceStatusSchema = z.enum(PRICE_STATUSES).openapi("PriceStatus", {
  description:
    "From best to worst. Only `ok` rests on at least three independent votes that agree.",
});

/** What every answer says of a price, with or without its evidence. */
export const priceValuesShape = {
  status: priceStatusSchema,
  flags: z.array(z.string()),
  low: orNull(quantitySchema).openapi({ description: "USD; what collateral is valued at." }),
  mid: orNull(quantitySchema),
  high: orNull(quantitySchema).openapi({ description: "USD; what debt is valued at." }),
  asOf: timeSchema.nullable(),
  spreadBps: z.int().nullable(),
  quorum: z.object({ needed: z.int(), had: z.int(), configured: z.int() }),
};

const priceValuesSchema = z.object(priceValuesShape);

export function priceValuesAnswer(price: Price): z.infer<typeof priceValuesSchema> {
  return {
    status: price.status,
    flags: [...price.flags],
    low: usdAnswer(price.lowWad),
    mid: usdAnswer(price.midWad),
    high: usdAnswer(price.highWad),
    asOf: price.asOfSeconds,
    spreadBps: price.spreadBps,
    quorum: price.quorum,
  };
}
