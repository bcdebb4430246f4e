import type { z } from "@hono/zod-openapi";
import type { liquidationListSchema } from "../answers/liquidation.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

type Answer = z.infer<typeof liquidationListSchema>;
type Liquidation = Answer["items"][number];
type Amount = Liquidation["repaid"][number] & { borneBy?: string };
type Role = "repaid" | "seized" | "badDebt" | "auction.owed" | "insuranceFee";

/** A row for each amount of a liquidation; one without, where no amount is known. */
export const liquidationsTable = csvTable<Answer>()({
  name: "liquidations",
  rows: ({ items }) =>
    items.flatMap((one) => {
      const amounts = amountsOf(one);
      const whole = { ...one, badDebtKnown: one.badDebt !== null };
      return (amounts.length === 0 ? [{ role: null, amount: null }] : amounts).map((of) => ({
        ...{ ...whole, ...of },
      }));
    }),
  columns: [
    ...(["chain", "protocol", "marketId", "kind", "account", "holder", "liquidator"] as const),
    ...(["block", "time", "logIndex", "transaction", "role"] as const),
    ...(["amount.asset", "amount.symbol"] as const),
    ...quantityColumns("amount.amount"),
    ...(["amount.shares.asset", "amount.shares.symbol"] as const),
    ...quantityColumns("amount.shares.amount"),
    "amount.priceId",
    ...quantityColumns("amount.price"),
    "amount.priceStatus",
    ...quantityColumns("amount.value"),
    ...(["amount.borneBy", "badDebtKnown", "auction.contract", "auction.id"] as const),
    ...(["derivative.instrument", "derivative.symbol"] as const),
    ...quantityColumns("derivative.size"),
    ...quantityColumns("derivative.notional"),
    ...quantityColumns("derivative.executionPrice"),
    ...quantityColumns("derivative.penalty"),
    "causes.code",
  ],
  answerColumns: ["at", "simulated"],
});

function amountsOf(one: Liquidation): { role: Role; amount: Amount }[] {
  const of = (role: Role, amounts: readonly Amount[] | null | undefined) =>
    (amounts ?? []).map((amount) => ({ role, amount }));
  return [
    ...of("repaid", one.repaid),
    ...of("seized", one.seized),
    ...of("badDebt", one.badDebt),
    ...of("auction.owed", one.auction && [one.auction.owed]),
    ...of("insuranceFee", one.insuranceFee && [one.insuranceFee]),
  ];
}
