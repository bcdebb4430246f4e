import { index, onchainTable, primaryKey } from "ponder";

/** The bound that an Aave price cap adapter sets for a rate, from the end of a block on. */
export const rateCap = onchainTable(
  "rate_cap",
  (t) => ({
    chainId: t.integer().notNull(),
    adapter: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    snapshotRatio: t.bigint().notNull(),
    snapshotTimestampSeconds: t.bigint().notNull(),
    growthBpsPerYear: t.integer().notNull(),
    ratioDecimals: t.integer().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.adapter, table.blockNumber] }),
    byTime: index("rate_cap_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);

/** Adapters whose cap has been read, with the block of the newest version above. */
export const rateCapAdapter = onchainTable(
  "rate_cap_adapter",
  (t) => ({
    chainId: t.integer().notNull(),
    adapter: t.hex().notNull(),
    ratioDecimals: t.integer().notNull(),
    latestBlockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.adapter] }) }),
);
