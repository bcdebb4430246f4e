import type { z } from "@hono/zod-openapi";
import type { attestedAccountSchema } from "../answers/attested-account.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const attestedAccountTable = csvTable<z.infer<typeof attestedAccountSchema>>()({
  name: "attested-account",
  rows: ({ breakdown }) => breakdown,
  columns: [
    ...(["chain", "protocol", "marketId", "kind", "asset", "holder", "amountRaw"] as const),
    ...quantityColumns("value"),
    ...(["haircutBps", "securesDebt", "locked"] as const),
  ],
  answerColumns: [
    ...(["account.id", "epoch", "leaf.breakdownHash", "attestation.root"] as const),
    ...(["attestation.at", "attestation.methodology.hash"] as const),
  ],
});
