import type { AccountCollateral } from "../answers/account-collateral.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

/** The positions of all markets of an account; the totals are in the JSON. */
export const positionsTable = csvTable<AccountCollateral>()({
  name: "positions",
  rows: ({ account: asked, markets }) =>
    markets.flatMap(({ positions, account = asked.address, ...market }) =>
      positions.map((position) => ({ ...position, market: { account, ...market } })),
    ),
  columns: [
    ...(["market.account", "market.chain", "market.protocol", "market.marketId"] as const),
    ...(["kind", "asset", "symbol", "class"] as const),
    ...quantityColumns("amount"),
    ...quantityColumns("bookedAmount"),
    "priceId",
    ...quantityColumns("value"),
    "haircutBps",
    ...quantityColumns("adjustedValue"),
    ...(["securesDebt", "enforceability", "availableAt", "holder"] as const),
    ...(["wrappedIn.asset", "market.passThrough"] as const),
    ...quantityColumns("market.health.healthFactor"),
    ...(["market.health.liquidatable", "market.causes.code"] as const),
  ],
  answerColumns: ["status", "asOf", "at", "simulated", "methodology.hash"],
});
