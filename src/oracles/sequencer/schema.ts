import { onchainTable, primaryKey } from "ponder";

/** A chain's sequencer uptime feed, and its newest report below, so that a handler finds it by key. */
export const sequencerFeed = onchainTable(
  "sequencer_feed",
  (t) => ({
    chainId: t.integer().notNull(),
    feed: t.hex().notNull(),
    latestBlockNumber: t.bigint().notNull(),
    latestLogIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.feed] }) }),
);

/** What an uptime feed said. `logIndex` is -1 for a report that was read from it, not logged. */
export const sequencerReport = onchainTable(
  "sequencer_report",
  (t) => ({
    chainId: t.integer().notNull(),
    feed: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    isUp: t.boolean().notNull(),
    /** Last change of the status; 0 on a feed that was never initialised. */
    sinceSeconds: t.integer().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.feed, table.blockNumber, table.logIndex] }),
  }),
);
