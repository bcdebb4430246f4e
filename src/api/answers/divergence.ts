import { z } from "@hono/zod-openapi";
import type { AtRiskEntry } from "../book/at-risk-entry.ts";
import type { IndependentVerdict } from "../valuation/unified/unified-value.ts";
import { atRiskItemSchema, itemAnswer } from "./at-risk.ts";
import { atSchema, blockSchema } from "./block.ts";
import { timeSchema } from "./identifier-schemas.ts";
import { methodologyReferenceSchema } from "./methodology-reference.ts";
import { independentVerdictAnswer, independentVerdictSchema } from "./unified.ts";

const divergenceSchema = atRiskItemSchema
  .extend({ independent: independentVerdictSchema })
  .openapi("Divergence", {
    description:
      "An account in a market whose verdict would be another at Ballast's prices. `healthFactor` and `liquidatable` are the market's own.",
  });

export const divergenceListSchema = z
  .object({
    items: z.array(divergenceSchema),
    unknown: z.array(divergenceSchema),
    next: z.string().nullable().openapi({ description: "Cursor of the next page." }),
    blocks: z.array(blockSchema),
    at: atSchema,
    evaluatedAt: timeSchema,
    simulated: z.boolean(),
    methodology: methodologyReferenceSchema,
  })
  .openapi("DivergenceList");

/** An entry whose verdicts differ, with both of them. */
export type Divergence = { entry: AtRiskEntry; independent: IndependentVerdict };

export function divergenceAnswer({
  entry,
  independent,
}: Divergence): z.infer<typeof divergenceSchema>[] {
  const { health } = entry.market;
  if (health === null) return [];
  return [{ ...itemAnswer(entry, health), independent: independentVerdictAnswer(independent) }];
}
