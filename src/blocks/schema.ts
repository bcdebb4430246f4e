import { index, onchainTable, primaryKey } from "ponder";

/** Every indexed block, so that a block vector can name hash and time of what the facts are based on. */
export const chainBlock = onchainTable(
  "chain_block",
  (t) => ({
    chainId: t.integer().notNull(),
    number: t.bigint().notNull(),
    hash: t.hex().notNull(),
    parentHash: t.hex().notNull(),
    timestampSeconds: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.number] }),
    byTime: index("chain_block_time").on(table.chainId, table.timestampSeconds),
  }),
);
