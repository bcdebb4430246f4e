import { onchainTable, primaryKey } from "ponder";

/** Every event as it came. */
export const rawEvent = onchainTable(
  "raw_event",
  (t) => ({
    chainId: t.integer().notNull(),
    id: t.text().notNull(),
    address: t.hex(),
    topic0: t.hex(),
    topic1: t.hex(),
    topic2: t.hex(),
    topic3: t.hex(),
    data: t.hex(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer(),
    transactionHash: t.hex(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.id] }) }),
);
