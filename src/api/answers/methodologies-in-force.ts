import { z } from "@hono/zod-openapi";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { timeSchema } from "./identifier-schemas.ts";
import { methodologyReference, methodologyReferenceSchema } from "./methodology-reference.ts";

/** The methodologies of a history's points. */
export const methodologiesInForceSchema = z
  .array(methodologyReferenceSchema.extend({ from: timeSchema }))
  .openapi({
    description: "In force at the points, each from the time of its first point on.",
  });

export function methodologiesInForceAnswer(
  changes: readonly { fromSeconds: number; methodology: HashedMethodology }[],
): z.infer<typeof methodologiesInForceSchema> {
  return changes.map(({ fromSeconds, methodology }) => ({
    from: fromSeconds,
    ...methodologyReference(methodology),
  }));
}
