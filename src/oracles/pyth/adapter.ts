import { createLogAdapter } from "../create-log-adapter.ts";
import { pythChecks } from "./parity.ts";
import { pythUpdate } from "./schema.ts";

/** Pyth price ids: the last update that the chain's contract stored. */
export const pythAdapter = createLogAdapter({
  kind: "pyth",
  table: pythUpdate,
  keyOf: ({ contract, priceId }) => ({ contract, priceId }),
  said: (row) => ({
    rawValue: row.price,
    decimals: -row.exponent,
    rawConfidence: row.confidence,
    sourceTimeSeconds: Number(row.publishTimeSeconds),
    roundKey: row.publishTimeSeconds.toString(),
  }),
  checks: pythChecks,
});
