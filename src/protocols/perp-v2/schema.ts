import { index, onchainTable, primaryKey } from "ponder";

/*
 * Working rows carry the books of a clearing house (`house`: its address) as handlers change them; each
 * has a version table with the state after the last event of a block. Sizes, notionals, debts and
 * results are wad; token amounts are raw units; ratios are in 10^-6, as in the contracts.
 */

/** A market: the base token, its pool and what a trade in it costs. */
export const perpV2Market = onchainTable(
  "perp_v2_market",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    pool: t.hex().notNull(),
    feeRatio: t.integer().notNull(),
    insuranceFundFeeRatio: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.house, table.baseToken] }) }),
);

export const perpV2MarketVersion = onchainTable(
  "perp_v2_market_version",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    pool: t.hex().notNull(),
    feeRatio: t.integer().notNull(),
    insuranceFundFeeRatio: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.house, table.baseToken, table.blockNumber] }),
  }),
);

/** A token that the vault takes beside the one in which it settles. */
export const perpV2Collateral = onchainTable(
  "perp_v2_collateral",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    token: t.hex().notNull(),
    priceFeed: t.hex().notNull(),
    /** What of its value counts. */
    collateralRatio: t.integer().notNull(),
    /** How much cheaper a liquidator gets it. */
    discountRatio: t.integer().notNull(),
    depositCap: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.house, table.token] }) }),
);

export const perpV2CollateralVersion = onchainTable(
  "perp_v2_collateral_version",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    token: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    priceFeed: t.hex().notNull(),
    collateralRatio: t.integer().notNull(),
    discountRatio: t.integer().notNull(),
    depositCap: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.house, table.token, table.blockNumber] }),
  }),
);

/** `Vault.getBalanceByToken`: only that of the settlement token can be negative. */
export const perpV2Balance = onchainTable(
  "perp_v2_balance",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.house, table.account, table.token] }),
  }),
);

export const perpV2BalanceVersion = onchainTable(
  "perp_v2_balance_version",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    token: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    amount: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.house, table.account, table.token, table.blockNumber],
    }),
    byAccount: index("perp_v2_balance_version_account").on(table.chainId, table.account),
    byBlock: index("perp_v2_balance_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** Results that are realised but not yet in the vault's balance. */
export const perpV2Owed = onchainTable(
  "perp_v2_owed",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    owedRealizedPnlWad: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.house, table.account] }) }),
);

export const perpV2OwedVersion = onchainTable(
  "perp_v2_owed_version",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    owedRealizedPnlWad: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.house, table.account, table.blockNumber] }),
    byAccount: index("perp_v2_owed_version_account").on(table.chainId, table.account),
    byBlock: index("perp_v2_owed_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** What an account has in a market as a taker, and how many ranges as a maker. */
export const perpV2Taker = onchainTable(
  "perp_v2_taker",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    sizeWad: t.bigint().notNull(),
    openNotionalWad: t.bigint().notNull(),
    orders: t.integer().notNull(),
    /** Where the last PositionChanged was: its neighbour tells whether it removed a range. */
    changedBlockNumber: t.bigint().notNull(),
    changedLogIndex: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.house, table.account, table.baseToken] }),
  }),
);

export const perpV2TakerVersion = onchainTable(
  "perp_v2_taker_version",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    sizeWad: t.bigint().notNull(),
    openNotionalWad: t.bigint().notNull(),
    orders: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.house, table.account, table.baseToken, table.blockNumber],
    }),
    byAccount: index("perp_v2_taker_version_account").on(table.chainId, table.account),
    byBlock: index("perp_v2_taker_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** A maker's range; without liquidity it is gone. */
export const perpV2Order = onchainTable(
  "perp_v2_order",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    lowerTick: t.integer().notNull(),
    upperTick: t.integer().notNull(),
    liquidity: t.bigint().notNull(),
    baseDebtWad: t.bigint().notNull(),
    quoteDebtWad: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [
        table.chainId,
        table.house,
        table.account,
        table.baseToken,
        table.lowerTick,
        table.upperTick,
      ],
    }),
  }),
);

export const perpV2OrderVersion = onchainTable(
  "perp_v2_order_version",
  (t) => ({
    chainId: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    lowerTick: t.integer().notNull(),
    upperTick: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    liquidity: t.bigint().notNull(),
    baseDebtWad: t.bigint().notNull(),
    quoteDebtWad: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [
        table.chainId,
        table.house,
        table.account,
        table.baseToken,
        table.lowerTick,
        table.upperTick,
        table.blockNumber,
      ],
    }),
    byAccount: index("perp_v2_order_version_account").on(table.chainId, table.account),
  }),
);
