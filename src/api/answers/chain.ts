import { z } from "@hono/zod-openapi";
import { chainProgressSchema } from "../vectors/chain-progress.ts";
import { finalitySchema } from "./block.ts";
import { blockNumberSchema } from "./identifier-schemas.ts";

const chainSchema = chainProgressSchema
  .extend({
    name: z.string(),
    wormholeChainId: z.int(),
    indexedFinality: finalitySchema,
    safe: blockNumberSchema.nullable(),
    finalized: blockNumberSchema.nullable(),
    guardians: z.object({ watching: z.int(), needed: z.int() }).openapi({
      description:
        "Guardians that watch the chain themselves and how many of them decide what all sign.",
    }),
  })
  .openapi("Chain");

export const chainListSchema = z.object({ chains: z.array(chainSchema) }).openapi("ChainList");
