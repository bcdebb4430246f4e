import { index, onchainTable, primaryKey } from "ponder";

/** One accepted update of a RedStone push feed. `dataTimestampMilliseconds` is the signed time. */
export const redstoneUpdate = onchainTable(
  "redstone_update",
  (t) => ({
    chainId: t.integer().notNull(),
    adapter: t.hex().notNull(),
    dataFeedId: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    value: t.bigint().notNull(),
    dataTimestampMilliseconds: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.adapter, table.dataFeedId, table.blockNumber, table.logIndex],
    }),
    byTime: index("redstone_update_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);
