import { z } from "@hono/zod-openapi";
import { chainProgressSchema } from "../vectors/chain-progress.ts";

export const healthSchema = z
  .object({
    state: z.enum(["ok", "degraded", "down"]),
    database: z.enum(["ok", "down"]),
    index: z.enum(["live", "backfilling", "missing", "unknown"]),
    reasons: z.array(z.string()),
    chains: z.array(chainProgressSchema),
  })
  .openapi("Health");
