import type { z } from "@hono/zod-openapi";
import type { AtRiskEntry } from "../book/at-risk-entry.ts";
import type { IndependentVerdict } from "../valuation/unified/unified-value.ts";
import { atRiskItemSchema, itemAnswer } from "./at-risk.ts";
import { independentVerdictAnswer, independentVerdictSchema } from "./unified.ts";

export const divergenceSchema = atRiskItemSchema
  .extend({ independent: independentVerdictSchema })
  .openapi("Divergence", {
    description:
      "An account in a market whose verdict would be another at Ballast's prices. `healthFactor` and `liquidatable` are the market's own.",
  });

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
