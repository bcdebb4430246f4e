import type { z } from "@hono/zod-openapi";
import type { insuranceFundListSchema } from "../answers/insurance-fund.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const insuranceFundsTable = csvTable<z.infer<typeof insuranceFundListSchema>>()({
  name: "insurance-funds",
  rows: ({ items }) => items,
  columns: [
    ...(["chain", "protocol", "marketId", "fund", "asset", "symbol"] as const),
    ...quantityColumns("capacity"),
    ...quantityColumns("tokenBalance"),
    ...quantityColumns("venueBalance"),
    ...quantityColumns("totalDebt"),
    ...quantityColumns("obligations.shortfall"),
    ...(["obligations.shortfallAccounts", "obligations.unknownAccounts"] as const),
    ...quantityColumns("obligations.owedGains"),
    ...quantityColumns("coverage"),
    "causes.code",
  ],
  answerColumns: ["at", "simulated"],
});
