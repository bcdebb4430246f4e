import type { z } from "@hono/zod-openapi";
import type { observationListSchema } from "../answers/feed.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const observationsTable = csvTable<z.infer<typeof observationListSchema>>()({
  name: "observations",
  rows: ({ items }) => items,
  columns: [
    ...quantityColumns("value"),
    ...quantityColumns("confidence"),
    ...(["sourceTime", "writeTime", "receivedTime"] as const),
    ...(["block", "logIndex", "transaction", "round"] as const),
  ],
  answerColumns: ["feed", "at"],
});
