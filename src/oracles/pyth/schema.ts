import { index, onchainTable, primaryKey } from "ponder";

/** The exponent of a Pyth price id, which its events do not carry: read at the id's first update. */
export const pythPriceId = onchainTable(
  "pyth_price_id",
  (t) => ({
    chainId: t.integer().notNull(),
    contract: t.hex().notNull(),
    priceId: t.hex().notNull(),
    exponent: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.contract, table.priceId] }) }),
);

/** One `PriceFeedUpdate`. Price and confidence are in units of 10^exponent USD. */
export const pythUpdate = onchainTable(
  "pyth_update",
  (t) => ({
    chainId: t.integer().notNull(),
    contract: t.hex().notNull(),
    priceId: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    price: t.bigint().notNull(),
    confidence: t.bigint().notNull(),
    exponent: t.integer().notNull(),
    publishTimeSeconds: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.contract, table.priceId, table.blockNumber, table.logIndex],
    }),
    byTime: index("pyth_update_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);
