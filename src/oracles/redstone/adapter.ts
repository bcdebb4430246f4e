import { createLogAdapter } from "../create-log-adapter.ts";
import { redstoneChecks } from "./parity.ts";
import { redstoneUpdate } from "./schema.ts";

/** RedStone push feeds: the last value that the adapter accepted, aged by its signed time. */
export const redstoneAdapter = createLogAdapter({
  kind: "redstone",
  table: redstoneUpdate,
  keyOf: ({ adapter, dataFeedId }) => ({ adapter, dataFeedId }),
  said: (row, { decimals }) => ({
    rawValue: row.value,
    decimals,
    rawConfidence: null,
    sourceTimeSeconds: Number(row.dataTimestampMilliseconds / 1_000n),
    roundKey: row.dataTimestampMilliseconds.toString(),
  }),
  checks: redstoneChecks,
});
