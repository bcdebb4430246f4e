import { index, onchainTable, primaryKey } from "ponder";

/** A vault's constant facts, from its own first event. */
export const ballastVault = onchainTable(
  "ballast_vault",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    withdrawalDelaySeconds: t.bigint().notNull(),
    blockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vault] }) }),
);

/** What an account holds in a vault now: the handlers' working row of the versions below. */
export const ballastVaultBalance = onchainTable(
  "ballast_vault_balance",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    token: t.hex().notNull(),
    account: t.hex().notNull(),
    /** Raw units that no withdrawal has been requested for. */
    locked: t.bigint().notNull(),
    /** Raw units in open withdrawal requests. */
    requested: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.vault, table.token, table.account] }),
  }),
);

/** The balance after the last vault event of a block that touched it. */
export const ballastVaultBalanceVersion = onchainTable(
  "ballast_vault_balance_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    token: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    locked: t.bigint().notNull(),
    requested: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.vault, table.token, table.account, table.blockNumber],
    }),
    byAccount: index("ballast_vault_balance_version_account").on(table.chainId, table.account),
    byBlock: index("ballast_vault_balance_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** A withdrawal request and what became of it: fact columns, null until it happens. */
export const ballastVaultWithdrawal = onchainTable(
  "ballast_vault_withdrawal",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    requestId: t.bigint().notNull(),
    account: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
    availableAtSeconds: t.bigint().notNull(),
    requestedBlockNumber: t.bigint().notNull(),
    withdrawnBlockNumber: t.bigint(),
    cancelledBlockNumber: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.vault, table.requestId] }),
    byAccount: index("ballast_vault_withdrawal_account").on(table.chainId, table.account),
  }),
);
