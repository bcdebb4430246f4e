import { z } from "@hono/zod-openapi";
import { blockNumberSchema, chainIdSchema, hashSchema } from "./identifier-schemas.ts";

export const versionSchema = z
  .object({
    version: z.string(),
    hash: hashSchema,
    url: z.string(),
    activation: z
      .object({ chain: chainIdSchema, block: blockNumberSchema })
      .nullable()
      .openapi({ description: "First block it is in force at; null: from the beginning." }),
    registeredAt: z.iso.datetime(),
  })
  .openapi("MethodologyVersion");

export const methodologySchema = z
  .object({
    hash: hashSchema.openapi({
      description:
        "keccak-256 of `methodology` as JSON without white space, keys sorted by UTF-16 code unit.",
    }),
    methodology: z.looseObject({ version: z.string(), network: z.string() }),
  })
  .openapi("Methodology");

export const currentMethodologySchema = methodologySchema
  .extend({ versions: z.array(versionSchema) })
  .openapi("CurrentMethodology");
