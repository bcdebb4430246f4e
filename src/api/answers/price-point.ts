import { z } from "@hono/zod-openapi";
import type { Price } from "../pricing/price.ts";
import { atSchema } from "./block.ts";
import { timeSchema } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { priceStatusSchema } from "./price.ts";
import { quantitySchema, usdAnswer } from "./quantity.ts";

/** A price at one time of a history, without the evidence. */
export const pricePointSchema = z
  .object({
    time: timeSchema.openapi({ description: "The time that is asked for." }),
    at: atSchema,
    evaluatedAt: timeSchema.openapi({ description: "The newest block time of the vector." }),
    status: priceStatusSchema,
    flags: z.array(z.string()),
    low: orNull(quantitySchema),
    mid: orNull(quantitySchema),
    high: orNull(quantitySchema),
    asOf: timeSchema.nullable(),
    spreadBps: z.int().nullable(),
    quorum: z.object({ needed: z.int(), had: z.int(), configured: z.int() }),
  })
  .openapi("PricePoint", { description: "`/v1/prices?at=` gives the evidence of a point." });

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
