import { index, onchainTable, primaryKey } from "ponder";

/** A Scribe; of an optimistic one the value that can still be challenged or dropped. */
export const chronicleScribe = onchainTable(
  "chronicle_scribe",
  (t) => ({
    chainId: t.integer().notNull(),
    scribe: t.hex().notNull(),
    /** Where its last optimistic value stands below; null after a drop, a settlement or a later poke. */
    optimisticBlockNumber: t.bigint(),
    optimisticLogIndex: t.integer(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.scribe] }) }),
);

/**
 * A value that a Scribe was poked with, × 10^18. The newest row by its log that counts at a time is
 * what the Scribe says then.
 */
export const chronicleValue = onchainTable(
  "chronicle_value",
  (t) => ({
    chainId: t.integer().notNull(),
    scribe: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    value: t.bigint().notNull(),
    /** When its signers saw it. The contract's own age is the block's time instead. */
    signedAgeSeconds: t.integer().notNull(),
    /** The block's time; of an optimistic value the end of its challenge period. */
    countsFromSeconds: t.integer().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    /** From where on an optimistic value counts no longer. */
    droppedBlockNumber: t.bigint(),
    droppedAtSeconds: t.integer(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.scribe, table.blockNumber, table.logIndex],
    }),
    byTime: index("chronicle_value_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);
