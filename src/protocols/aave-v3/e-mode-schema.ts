import { onchainTable, primaryKey } from "ponder";

/** An e-mode category now. Ratios are in basis points as the pool keeps them. */
export const aaveV3EModeCategory = onchainTable(
  "aave_v3_e_mode_category",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    categoryId: t.integer().notNull(),
    ltvBps: t.integer().notNull(),
    liquidationThresholdBps: t.integer().notNull(),
    liquidationBonusBps: t.integer().notNull(),
    /** Price source that all assets of the category share, zero address for none (3.0 and 3.1). */
    oracle: t.hex().notNull(),
    label: t.text().notNull(),
    /** Nothing may be borrowed on assets outside the category (since 3.7). */
    isolated: t.boolean().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.pool, table.categoryId] }) }),
);

export const aaveV3EModeCategoryVersion = onchainTable(
  "aave_v3_e_mode_category_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    categoryId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    ltvBps: t.integer().notNull(),
    liquidationThresholdBps: t.integer().notNull(),
    liquidationBonusBps: t.integer().notNull(),
    oracle: t.hex().notNull(),
    label: t.text().notNull(),
    isolated: t.boolean().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.categoryId, table.blockNumber] }),
  }),
);

/** What an asset is in an e-mode category (since 3.2, where an asset may be in several). */
export const aaveV3EModeAsset = onchainTable(
  "aave_v3_e_mode_asset",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    categoryId: t.integer().notNull(),
    asset: t.hex().notNull(),
    collateral: t.boolean().notNull(),
    borrowable: t.boolean().notNull(),
    /** Counts against liquidation, but nothing may be borrowed on it (since 3.6). */
    ltvZero: t.boolean().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.categoryId, table.asset] }),
  }),
);

export const aaveV3EModeAssetVersion = onchainTable(
  "aave_v3_e_mode_asset_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    categoryId: t.integer().notNull(),
    asset: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    collateral: t.boolean().notNull(),
    borrowable: t.boolean().notNull(),
    ltvZero: t.boolean().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.pool, table.categoryId, table.asset, table.blockNumber],
    }),
  }),
);
