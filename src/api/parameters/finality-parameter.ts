import { z } from "@hono/zod-openapi";

/** `?finality=finalized`. */
export const finalityParameter = z.enum(["latest", "finalized"]).openapi({
  param: { name: "finality", in: "query" },
  examples: ["finalized"],
  description:
    "`finalized`: answer at the newest indexed block of each chain that is final by its node, instead of the newest. Refused with 503 where a node does not say. Not with `at`.",
});
