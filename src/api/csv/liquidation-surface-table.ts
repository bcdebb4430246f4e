import type { z } from "@hono/zod-openapi";
import type { liquidationSurfaceSchema } from "../answers/joint-liquidation.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

/** A row for each move of the first group in each market. */
export const liquidationSurfaceTable = csvTable<z.infer<typeof liquidationSurfaceSchema>>()({
  name: "liquidation-surface",
  rows: ({ items }) =>
    items.flatMap(({ points, ...market }) => points.map((point) => ({ ...market, ...point }))),
  columns: [
    ...(["chain", "protocol", "marketId", "firstMoveBps", "state", "direction"] as const),
    "secondMoveBps",
    ...quantityColumns("factor"),
  ],
  answerColumns: ["groups", "at", "methodology.hash"],
});
