import type { z } from "@hono/zod-openapi";
import type { chainListSchema } from "../answers/chain.ts";
import { csvTable } from "./csv-table.ts";

export const chainsTable = csvTable<z.infer<typeof chainListSchema>>()({
  name: "chains",
  rows: ({ chains }) => chains,
  columns: [
    ...(["chain", "name", "wormholeChainId"] as const),
    ...(["indexed.number", "indexed.time", "indexedFinality"] as const),
    ...(["head.number", "head.time", "safe", "finalized"] as const),
    ...(["lag.blocks", "lag.seconds", "ageSeconds"] as const),
    ...(["guardians.watching", "guardians.needed"] as const),
  ],
});
