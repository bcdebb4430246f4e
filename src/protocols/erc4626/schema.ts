import { index, onchainTable, primaryKey } from "ponder";

/** A vault that a followed factory made. Vaults of the configuration are not in it. */
export const erc4626FactoryVault = onchainTable(
  "erc4626_factory_vault",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    factory: t.hex().notNull(),
    asset: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vault] }) }),
);

/** An account's shares of a vault now: the handlers' working row of the versions below. */
export const erc4626Shares = onchainTable(
  "erc4626_shares",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    account: t.hex().notNull(),
    shares: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vault, table.account] }) }),
);

/** An account's shares of a vault after the last Transfer of a block. */
export const erc4626SharesVersion = onchainTable(
  "erc4626_shares_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vault: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    shares: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.vault, table.account, table.blockNumber] }),
    byAccount: index("erc4626_shares_version_account").on(table.chainId, table.account),
    byBlock: index("erc4626_shares_version_block").on(table.chainId, table.blockNumber),
  }),
);
