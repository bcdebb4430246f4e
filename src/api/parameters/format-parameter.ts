import { z } from "@hono/zod-openapi";

/** `?format=csv`, of every list. */
export const formatParameter = z
  .enum(["json", "csv"])
  .optional()
  .openapi({
    param: { name: "format", in: "query" },
    example: "json",
    description:
      "`csv`: the list as a table, as `Accept: text/csv` asks for it as well. Columns are named by their place in the JSON answer; null is an empty cell.",
  });
