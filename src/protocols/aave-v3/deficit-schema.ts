import { index, onchainTable, primaryKey } from "ponder";

/** A reserve's bad debt that nobody owes any more, in raw units (since 3.3). */
export const aaveV3Deficit = onchainTable(
  "aave_v3_deficit",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    deficit: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.pool, table.asset] }) }),
);

export const aaveV3DeficitVersion = onchainTable(
  "aave_v3_deficit_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    deficit: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.asset, table.blockNumber] }),
  }),
);

/** One `DeficitCreated` or `DeficitCovered`. */
export const aaveV3DeficitChange = onchainTable(
  "aave_v3_deficit_change",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    kind: t.text().$type<"created" | "covered">().notNull(),
    /** Whose debt was written off, or who paid for it with aTokens. */
    account: t.hex().notNull(),
    /** Raw units. */
    amount: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("aave_v3_deficit_change_account").on(table.chainId, table.account),
  }),
);
