import type { z } from "@hono/zod-openapi";
import type { paritySchema } from "../answers/parity.ts";
import { csvTable } from "./csv-table.ts";

export const parityTable = csvTable<z.infer<typeof paritySchema>>()({
  name: "parity",
  rows: ({ items }) => items,
  columns: [
    ...(["chain", "protocol", "since", "comparisons", "mismatches"] as const),
    ...(["largestDifference.units", "largestDifference.what", "unread", "unreadReason"] as const),
    ...(["lastBlock.number", "lastBlock.hash", "lastBlock.comparedAt"] as const),
  ],
});
