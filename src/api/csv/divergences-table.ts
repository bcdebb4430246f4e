import type { z } from "@hono/zod-openapi";
import type { divergenceListSchema } from "../answers/divergence.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const divergencesTable = csvTable<z.infer<typeof divergenceListSchema>>()({
  name: "divergences",
  rows: ({ items, unknown }) => [...items, ...unknown],
  columns: [
    ...(["account", "chain", "protocol", "marketId", "part"] as const),
    ...quantityColumns("healthFactor"),
    ...(["liquidatable", "independent.differs"] as const),
    ...quantityColumns("independent.healthFactor"),
    ...quantityColumns("independent.lowerHealthFactor"),
    ...quantityColumns("independent.upperHealthFactor"),
    "independent.liquidatable",
    ...quantityColumns("collateral.base"),
    ...quantityColumns("collateral.value"),
    ...quantityColumns("debt.base"),
    ...quantityColumns("debt.value"),
    ...(["unit", "causes.code"] as const),
  ],
  answerColumns: ["at", "evaluatedAt", "simulated", "methodology.hash"],
  pagesAtVector: true,
});
