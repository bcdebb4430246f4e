import type { z } from "@hono/zod-openapi";
import type { feedListSchema } from "../answers/feed.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const feedsTable = csvTable<z.infer<typeof feedListSchema>>()({
  name: "feeds",
  rows: ({ items }) => items,
  columns: [
    ...(["id", "kind", "chain", "prices", "assets", "quotedIn", "nature", "upstream"] as const),
    ...(["heartbeatSeconds", "maximumAgeSeconds", "futureToleranceSeconds", "decimals"] as const),
    ...quantityColumns("range.minimum"),
    ...quantityColumns("range.maximum"),
    ...quantityColumns("last.value"),
    ...quantityColumns("last.price"),
    ...(["last.confidenceBps", "last.sourceTime", "last.writeTime", "last.receivedTime"] as const),
    ...(["last.ageSeconds", "last.block", "last.transaction", "last.round"] as const),
    ...(["last.voted", "last.reject", "last.voteGroup"] as const),
  ],
  answerColumns: ["at", "evaluatedAt", "methodology.hash"],
  pagesAtVector: true,
});
