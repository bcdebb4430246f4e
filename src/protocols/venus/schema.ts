import { index, onchainTable, primaryKey } from "ponder";

/** What a Comptroller rules for all its markets, now. */
export const venusPool = onchainTable(
  "venus_pool",
  (t) => ({
    chainId: t.integer().notNull(),
    comptroller: t.hex().notNull(),
    /** The zero address until one is set. */
    oracle: t.hex().notNull(),
    closeFactorWad: t.bigint().notNull(),
    liquidationIncentiveWad: t.bigint().notNull(),
    /** USD × 10^18: below it accounts are healed or liquidated whole. */
    minimumLiquidatableCollateral: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.comptroller] }) }),
);

/** What a Comptroller rules after the last such event of a block. */
export const venusPoolVersion = onchainTable(
  "venus_pool_version",
  (t) => ({
    chainId: t.integer().notNull(),
    comptroller: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    oracle: t.hex().notNull(),
    closeFactorWad: t.bigint().notNull(),
    liquidationIncentiveWad: t.bigint().notNull(),
    minimumLiquidatableCollateral: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.comptroller, table.blockNumber] }),
  }),
);

/** A vToken and its books now: the handlers' working row of the versions below. */
export const venusMarket = onchainTable(
  "venus_market",
  (t) => ({
    chainId: t.integer().notNull(),
    vToken: t.hex().notNull(),
    comptroller: t.hex().notNull(),
    underlying: t.hex().notNull(),
    listedAtBlock: t.bigint().notNull(),
    isListed: t.boolean().notNull(),
    isForcedLiquidation: t.boolean().notNull(),
    collateralFactorWad: t.bigint().notNull(),
    liquidationThresholdWad: t.bigint().notNull(),
    reserveFactorWad: t.bigint().notNull(),
    protocolSeizeShareWad: t.bigint().notNull(),
    totalSupply: t.bigint().notNull(),
    totalBorrows: t.bigint().notNull(),
    totalReserves: t.bigint().notNull(),
    badDebt: t.bigint().notNull(),
    borrowIndexWad: t.bigint().notNull(),
    accruedAtBlock: t.bigint().notNull(),
    accruedAtSeconds: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vToken] }) }),
);

/** A vToken's books after its last event of a block. */
export const venusMarketVersion = onchainTable(
  "venus_market_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vToken: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    isListed: t.boolean().notNull(),
    isForcedLiquidation: t.boolean().notNull(),
    collateralFactorWad: t.bigint().notNull(),
    liquidationThresholdWad: t.bigint().notNull(),
    reserveFactorWad: t.bigint().notNull(),
    protocolSeizeShareWad: t.bigint().notNull(),
    /** vTokens; the next three in raw units of the underlying. */
    totalSupply: t.bigint().notNull(),
    totalBorrows: t.bigint().notNull(),
    totalReserves: t.bigint().notNull(),
    badDebt: t.bigint().notNull(),
    borrowIndexWad: t.bigint().notNull(),
    /** Of the last accrual: pools count either blocks or seconds. */
    accruedAtBlock: t.bigint().notNull(),
    accruedAtSeconds: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vToken, table.blockNumber] }) }),
);

/** What an account has and owes in a vToken now, with what the next events of a seizure need. */
export const venusAccount = onchainTable(
  "venus_account",
  (t) => ({
    chainId: t.integer().notNull(),
    vToken: t.hex().notNull(),
    account: t.hex().notNull(),
    tokens: t.bigint().notNull(),
    borrowPrincipal: t.bigint().notNull(),
    borrowIndexWad: t.bigint().notNull(),
    isEntered: t.boolean().notNull(),
    /** Of its last Transfer to somebody. */
    lastSentTokens: t.bigint().notNull(),
    /** What it had before its last seizure. */
    tokensBeforeSeizure: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.vToken, table.account] }) }),
);

/** What an account has and owes in a vToken after the last event of a block. */
export const venusAccountVersion = onchainTable(
  "venus_account_version",
  (t) => ({
    chainId: t.integer().notNull(),
    vToken: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    /** vTokens. */
    tokens: t.bigint().notNull(),
    /** Raw units of the underlying that were owed when the index was `borrowIndexWad`. */
    borrowPrincipal: t.bigint().notNull(),
    borrowIndexWad: t.bigint().notNull(),
    /** Whether its vTokens here secure its debts. */
    isEntered: t.boolean().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.vToken, table.account, table.blockNumber] }),
    byAccount: index("venus_account_version_account").on(table.chainId, table.account),
    byBlock: index("venus_account_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** One LiquidateBorrow. */
export const venusLiquidation = onchainTable(
  "venus_liquidation",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    /** In which the debt was. */
    vToken: t.hex().notNull(),
    vTokenCollateral: t.hex().notNull(),
    account: t.hex().notNull(),
    liquidator: t.hex().notNull(),
    /** Raw units of the underlying. */
    repaidAmount: t.bigint().notNull(),
    /** vTokens of the collateral, the protocol's share included. */
    seizedTokens: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("venus_liquidation_account").on(table.chainId, table.account),
  }),
);

/** One BadDebtIncreased: what an account owed and nobody owes any more. */
export const venusBadDebt = onchainTable(
  "venus_bad_debt",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    vToken: t.hex().notNull(),
    account: t.hex().notNull(),
    /** Raw units of the underlying. */
    amount: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("venus_bad_debt_account").on(table.chainId, table.account),
  }),
);
