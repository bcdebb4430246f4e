import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { Cause } from "../../core/position.ts";
import { assetIdSchema, chainIdSchema } from "./identifier-schemas.ts";

export const causeSchema = z
  .object({
    code: z.string(),
    detail: z.string(),
    chain: chainIdSchema.optional(),
    marketId: z.string().optional(),
    asset: assetIdSchema.optional(),
  })
  .openapi("Cause", { description: "Why an answer is less than certain." });

export function causeAnswer(cause: Cause): z.infer<typeof causeSchema> {
  return {
    code: cause.code,
    detail: cause.detail,
    chain: cause.chainId === undefined ? undefined : chainCaip2(cause.chainId),
    marketId: cause.marketId,
    asset: cause.asset,
  };
}
