import type { z } from "@hono/zod-openapi";
import type { priceListSchema } from "../answers/asset-price.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

/** A row for each asset, without the feeds: `/v1/feeds` has them. */
export const pricesTable = csvTable<z.infer<typeof priceListSchema>>()({
  name: "prices",
  rows: ({ items }) => items,
  columns: [
    ...(["asset", "symbol", "decimals", "class", "haircutBps"] as const),
    ...(["price.id", "price.status", "price.flags"] as const),
    ...quantityColumns("price.low"),
    ...quantityColumns("price.mid"),
    ...quantityColumns("price.high"),
    ...(["price.asOf", "price.ageSeconds", "price.spreadBps"] as const),
    ...(["price.quorum.needed", "price.quorum.had", "price.quorum.configured"] as const),
    "error.code",
  ],
  answerColumns: ["at", "evaluatedAt", "methodology.hash"],
});
