import type { z } from "@hono/zod-openapi";
import type { AtRiskItem, atRiskListSchema } from "../answers/at-risk.ts";
import type { Quantity } from "../answers/quantity.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

/** An entry of either list; of one that is unknown there are no figures but what it owes. */
type Row = Pick<AtRiskItem, "account" | "chain" | "protocol" | "marketId" | "part" | "causes"> & {
  verdict: "known" | "unknown";
  healthFactor: Quantity | null;
  liquidatable: boolean | null;
  collateral: AtRiskItem["collateral"] | null;
  debt: { base: Quantity | null; value: Quantity | null };
  unit: string | null;
};

const NO_FIGURES = { healthFactor: null, liquidatable: null, collateral: null, unit: null };

export const atRiskTable = csvTable<z.infer<typeof atRiskListSchema>>()({
  name: "at-risk",
  rows: ({ items, unknown }): Row[] => [
    ...items.map((item) => ({ verdict: "known" as const, ...item })),
    ...unknown.map(({ debtValue, ...place }) => ({
      ...{ verdict: "unknown" as const, ...place, ...NO_FIGURES },
      debt: { base: null, value: debtValue },
    })),
  ],
  columns: [
    ...(["verdict", "account", "chain", "protocol", "marketId", "part"] as const),
    ...quantityColumns("healthFactor"),
    "liquidatable",
    ...quantityColumns("collateral.base"),
    ...quantityColumns("collateral.value"),
    ...quantityColumns("debt.base"),
    ...quantityColumns("debt.value"),
    ...(["unit", "causes.code"] as const),
  ],
  answerColumns: ["at", "evaluatedAt", "simulated", "methodology.hash"],
  pagesAtVector: true,
});
