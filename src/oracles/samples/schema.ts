import { index, onchainTable, primaryKey } from "ponder";

/**
 * What a view of a contract answered at the end of a block: for amounts that move without a log.
 * Every look is stored, also one that found nothing new, since it says until when the old value held.
 */
export const viewSample = onchainTable(
  "view_sample",
  (t) => ({
    chainId: t.integer().notNull(),
    contract: t.hex().notNull(),
    /** Function and arguments, as `callText` writes them. */
    call: t.text().notNull(),
    blockNumber: t.bigint().notNull(),
    /** In the contract's own units; null where the view failed. */
    value: t.bigint(),
    blockTimestampSeconds: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.contract, table.call, table.blockNumber] }),
    byTime: index("view_sample_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);
