import { index, onchainTable, primaryKey } from "ponder";

/*
 * Working rows carry the state that handlers change; each has a version table with the state after
 * the last change of a block, which is what every answer is read from: the version with the highest
 * blockNumber not above the answer's block.
 */

/** A pool's POOL_REVISION now, which decides how it rounds. */
export const aaveV3Pool = onchainTable(
  "aave_v3_pool",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    revision: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.pool] }) }),
);

export const aaveV3PoolVersion = onchainTable(
  "aave_v3_pool_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    revision: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.pool, table.blockNumber] }) }),
);

/** Which reserve a receipt token belongs to: found by the address that emitted a log. */
export const aaveV3Token = onchainTable(
  "aave_v3_token",
  (t) => ({
    chainId: t.integer().notNull(),
    token: t.hex().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    kind: t.text().$type<"aToken" | "variableDebt" | "stableDebt">().notNull(),
    blockNumber: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.token] }),
    byPool: index("aave_v3_token_pool").on(table.chainId, table.pool),
  }),
);

/** A reserve's configuration now. Ratios are in basis points as the pool keeps them. */
export const aaveV3Reserve = onchainTable(
  "aave_v3_reserve",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    aToken: t.hex().notNull(),
    stableDebtToken: t.hex(),
    variableDebtToken: t.hex().notNull(),
    ltvBps: t.integer().notNull(),
    liquidationThresholdBps: t.integer().notNull(),
    /** 10_000 plus the bonus, as the pool keeps it; 0 for what is no collateral. */
    liquidationBonusBps: t.integer().notNull(),
    /** The e-mode category that the asset names (3.0 and 3.1: one at most, 0 for none). */
    eModeCategoryId: t.integer().notNull(),
    /** Stable-rate debt is not derivable yet; a market with it says so in its answers. */
    stableBorrowingEnabled: t.boolean().notNull(),
    frozen: t.boolean().notNull(),
    paused: t.boolean().notNull(),
    active: t.boolean().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.pool, table.asset] }) }),
);

export const aaveV3ReserveVersion = onchainTable(
  "aave_v3_reserve_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    aToken: t.hex().notNull(),
    stableDebtToken: t.hex(),
    variableDebtToken: t.hex().notNull(),
    ltvBps: t.integer().notNull(),
    liquidationThresholdBps: t.integer().notNull(),
    liquidationBonusBps: t.integer().notNull(),
    eModeCategoryId: t.integer().notNull(),
    stableBorrowingEnabled: t.boolean().notNull(),
    frozen: t.boolean().notNull(),
    paused: t.boolean().notNull(),
    active: t.boolean().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.asset, table.blockNumber] }),
  }),
);

/** Rates and indexes after the last `ReserveDataUpdated` of a block; rates per year, all in ray. */
export const aaveV3ReserveIndexVersion = onchainTable(
  "aave_v3_reserve_index_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    updatedAtSeconds: t.integer().notNull(),
    liquidityRateRay: t.bigint().notNull(),
    variableBorrowRateRay: t.bigint().notNull(),
    liquidityIndexRay: t.bigint().notNull(),
    variableBorrowIndexRay: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.asset, table.blockNumber] }),
  }),
);

/** An account's scaled balance of an aToken or variable debt token. */
export const aaveV3Balance = onchainTable(
  "aave_v3_balance",
  (t) => ({
    chainId: t.integer().notNull(),
    token: t.hex().notNull(),
    account: t.hex().notNull(),
    scaledBalance: t.bigint().notNull(),
    /** Index of the account's last Mint, Burn or BalanceTransfer. */
    lastIndexRay: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.token, table.account] }) }),
);

export const aaveV3BalanceVersion = onchainTable(
  "aave_v3_balance_version",
  (t) => ({
    chainId: t.integer().notNull(),
    token: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    scaledBalance: t.bigint().notNull(),
    lastIndexRay: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.token, table.account, table.blockNumber] }),
    byAccount: index("aave_v3_balance_version_account").on(table.chainId, table.account),
    byBlock: index("aave_v3_balance_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** Whether an account uses a reserve as collateral, after the last switch of a block. */
export const aaveV3CollateralFlagVersion = onchainTable(
  "aave_v3_collateral_flag_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    asset: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    enabled: t.boolean().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.pool, table.asset, table.account, table.blockNumber],
    }),
    byAccount: index("aave_v3_collateral_flag_version_account").on(table.chainId, table.account),
    byBlock: index("aave_v3_collateral_flag_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** An account's e-mode category, 0 for none, after the last change of a block. */
export const aaveV3AccountEModeVersion = onchainTable(
  "aave_v3_account_e_mode_version",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    categoryId: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.account, table.blockNumber] }),
    byAccount: index("aave_v3_account_e_mode_version_account").on(table.chainId, table.account),
    byBlock: index("aave_v3_account_e_mode_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** The AaveOracle's price source of an asset. */
export const aaveV3PriceSourceVersion = onchainTable(
  "aave_v3_price_source_version",
  (t) => ({
    chainId: t.integer().notNull(),
    oracle: t.hex().notNull(),
    asset: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    source: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.oracle, table.asset, table.blockNumber] }),
  }),
);

/** One `LiquidationCall`. */
export const aaveV3Liquidation = onchainTable(
  "aave_v3_liquidation",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    pool: t.hex().notNull(),
    account: t.hex().notNull(),
    liquidator: t.hex().notNull(),
    collateralAsset: t.hex().notNull(),
    debtAsset: t.hex().notNull(),
    debtToCover: t.bigint().notNull(),
    liquidatedCollateralAmount: t.bigint().notNull(),
    receiveAToken: t.boolean().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("aave_v3_liquidation_account").on(table.chainId, table.account),
  }),
);
