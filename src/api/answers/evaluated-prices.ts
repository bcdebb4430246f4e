import { z } from "@hono/zod-openapi";
import { methodologyReferenceSchema } from "./methodology-reference.ts";
import { stepSchema } from "./price.ts";
import { priceStatusSchema } from "./price-values.ts";

export const evaluatedPricesSchema = z
  .object({
    policy: z.string(),
    steps: z.array(stepSchema),
    summary: z.object({
      steps: z.int(),
      statuses: z.record(priceStatusSchema, z.object({ steps: z.int(), spells: z.int() })),
      breakerTrips: z.int(),
      jumpsConfirmed: z.int(),
    }),
    methodology: methodologyReferenceSchema,
  })
  .openapi("EvaluatedPrices");
