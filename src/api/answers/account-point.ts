import { z } from "@hono/zod-openapi";
import type { AccountPoint } from "../valuation/read-account-history.ts";
import { vectorId } from "../vectors/vector-id.ts";
import { atSchema } from "./block.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { addressSchema, chainIdSchema, timeSchema } from "./identifier-schemas.ts";
import { totalsAnswer, totalsSchema } from "./market.ts";
import { methodologiesInForceSchema } from "./methodologies-in-force.ts";
import { priceStatusSchema } from "./price-values.ts";

/** An account at one time of its history, without markets and evidence. */
const accountPointSchema = z
  .object({
    time: timeSchema.openapi({ description: "The time that is asked for." }),
    at: atSchema,
    evaluatedAt: timeSchema.openapi({ description: "The newest block time of the vector." }),
    status: priceStatusSchema,
    causes: z.array(causeSchema),
    totals: totalsSchema,
  })
  .openapi("AccountPoint", {
    description:
      "`/v1/accounts/{account}/collateral?at=` gives the markets and the evidence of a point.",
  });

export const accountHistorySchema = z
  .object({
    account: z.object({
      id: z.string().openapi({ description: "As asked: an address or CAIP-10." }),
      address: addressSchema,
      chain: chainIdSchema.nullable(),
    }),
    chains: z.array(chainIdSchema).openapi({ description: "Chains whose positions count." }),
    simulated: z.boolean().openapi({ description: "True for local chains: nothing here is real." }),
    from: timeSchema,
    to: timeSchema,
    interval: z.int(),
    points: z.array(accountPointSchema),
    next: z.string().nullable().openapi({ description: "Cursor of the next page." }),
    methodologies: methodologiesInForceSchema,
  })
  .openapi("AccountHistory");

export function accountPointAnswer(
  timeSeconds: number,
  { value, totals }: AccountPoint,
): z.infer<typeof accountPointSchema> {
  return {
    time: timeSeconds,
    at: vectorId(value.vector.values()),
    evaluatedAt: value.evaluatedAtSeconds,
    status: value.status,
    causes: value.causes.map(causeAnswer),
    totals: totalsAnswer(value.totals, totals),
  };
}
