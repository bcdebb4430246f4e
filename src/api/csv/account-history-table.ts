import type { z } from "@hono/zod-openapi";
import type { accountHistorySchema } from "../answers/account-point.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const accountHistoryTable = csvTable<z.infer<typeof accountHistorySchema>>()({
  name: "account-history",
  rows: ({ points, methodologies }) =>
    points.map((point) => ({
      ...point,
      methodology: methodologies.findLast(({ from }) => from <= point.time),
    })),
  columns: [
    ...(["time", "evaluatedAt", "status", "causes.code"] as const),
    ...quantityColumns("totals.gross"),
    ...quantityColumns("totals.debt"),
    ...quantityColumns("totals.net"),
    ...quantityColumns("totals.adjusted"),
    ...quantityColumns("totals.locked"),
    ...quantityColumns("totals.free"),
    ...quantityColumns("totals.unified"),
    ...(["at", "methodology.hash"] as const),
  ],
  answerColumns: ["account.id", "chains"],
});
