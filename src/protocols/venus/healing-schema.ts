import { index, onchainTable, primaryKey } from "ponder";

/** One HealBorrow: a debt of an insolvent account, repaid in part and forgiven for the rest. */
export const venusHealing = onchainTable(
  "venus_healing",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    /** In which the debt was. */
    vToken: t.hex().notNull(),
    account: t.hex().notNull(),
    liquidator: t.hex().notNull(),
    /** Raw units of the underlying. */
    repaidAmount: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("venus_healing_account").on(table.chainId, table.account),
  }),
);

/** One ProtocolSeize, which every seizure logs: by a liquidation, or by a healing of all there is. */
export const venusSeizure = onchainTable(
  "venus_seizure",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    vToken: t.hex().notNull(),
    account: t.hex().notNull(),
    /** vTokens that the account had: a healing seizes all of them. */
    tokensBefore: t.bigint().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }) }),
);
