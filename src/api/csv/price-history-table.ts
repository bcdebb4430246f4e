import type { z } from "@hono/zod-openapi";
import type { priceHistorySchema } from "../answers/price-point.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const priceHistoryTable = csvTable<z.infer<typeof priceHistorySchema>>()({
  name: "price-history",
  rows: ({ points, methodologies }) =>
    points.map((point) => ({
      ...point,
      methodology: methodologies.findLast(({ from }) => from <= point.time),
    })),
  columns: [
    ...(["time", "evaluatedAt", "status", "flags"] as const),
    ...quantityColumns("low"),
    ...quantityColumns("mid"),
    ...quantityColumns("high"),
    ...(["asOf", "spreadBps", "quorum.needed", "quorum.had", "quorum.configured"] as const),
    ...(["at", "methodology.hash"] as const),
  ],
  answerColumns: ["asset", "symbol", "priceId"],
});
