import { index, onchainTable, primaryKey } from "ponder";

/** A market's constant parameters, from its CreateMarket. `market` is its id. */
export const morphoBlueMarket = onchainTable(
  "morpho_blue_market",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    market: t.hex().notNull(),
    loanToken: t.hex().notNull(),
    /** The zero address, as the oracle and the rate model, in a market that only holds idle funds. */
    collateralToken: t.hex().notNull(),
    oracle: t.hex().notNull(),
    irm: t.hex().notNull(),
    lltvWad: t.bigint().notNull(),
    blockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.morpho, table.market] }) }),
);

/** `Morpho.market` now: the handlers' working row of the versions below. */
export const morphoBlueTotals = onchainTable(
  "morpho_blue_totals",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    market: t.hex().notNull(),
    totalSupplyAssets: t.bigint().notNull(),
    totalSupplyShares: t.bigint().notNull(),
    totalBorrowAssets: t.bigint().notNull(),
    totalBorrowShares: t.bigint().notNull(),
    /** Share of the interest that the fee recipient gets. */
    feeWad: t.bigint().notNull(),
    /** Time of the last accrual. */
    lastUpdateSeconds: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.morpho, table.market] }) }),
);

/** `Morpho.market` after the last event of a block in it. */
export const morphoBlueTotalsVersion = onchainTable(
  "morpho_blue_totals_version",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    market: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    totalSupplyAssets: t.bigint().notNull(),
    totalSupplyShares: t.bigint().notNull(),
    totalBorrowAssets: t.bigint().notNull(),
    totalBorrowShares: t.bigint().notNull(),
    feeWad: t.bigint().notNull(),
    lastUpdateSeconds: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.morpho, table.market, table.blockNumber] }),
  }),
);

/** `Morpho.position` now. */
export const morphoBluePosition = onchainTable(
  "morpho_blue_position",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    market: t.hex().notNull(),
    account: t.hex().notNull(),
    supplyShares: t.bigint().notNull(),
    borrowShares: t.bigint().notNull(),
    /** Raw units of the collateral token. */
    collateral: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.morpho, table.market, table.account] }),
  }),
);

/** `Morpho.position` after the last event of a block that changed it. */
export const morphoBluePositionVersion = onchainTable(
  "morpho_blue_position_version",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    market: t.hex().notNull(),
    account: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    supplyShares: t.bigint().notNull(),
    borrowShares: t.bigint().notNull(),
    collateral: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.morpho, table.market, table.account, table.blockNumber],
    }),
    byAccount: index("morpho_blue_position_version_account").on(table.chainId, table.account),
    byBlock: index("morpho_blue_position_version_block").on(table.chainId, table.blockNumber),
  }),
);

/** Who gets the fees now: of all markets from the next accrual on. */
export const morphoBlueFeeRecipient = onchainTable(
  "morpho_blue_fee_recipient",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    feeRecipient: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.morpho] }) }),
);

export const morphoBlueFeeRecipientVersion = onchainTable(
  "morpho_blue_fee_recipient_version",
  (t) => ({
    chainId: t.integer().notNull(),
    morpho: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    feeRecipient: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.morpho, table.blockNumber] }) }),
);

/** An AdaptiveCurveIrm's rates of a market, per second, after its last update in a block. */
export const morphoBlueRateVersion = onchainTable(
  "morpho_blue_rate_version",
  (t) => ({
    chainId: t.integer().notNull(),
    irm: t.hex().notNull(),
    market: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    /** Of the time up to the update. */
    averageRateWad: t.bigint().notNull(),
    /** From which the next update starts. */
    rateAtTargetWad: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.irm, table.market, table.blockNumber] }),
  }),
);

/** One `Liquidate`. */
export const morphoBlueLiquidation = onchainTable(
  "morpho_blue_liquidation",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    morpho: t.hex().notNull(),
    market: t.hex().notNull(),
    account: t.hex().notNull(),
    liquidator: t.hex().notNull(),
    repaidAssets: t.bigint().notNull(),
    repaidShares: t.bigint().notNull(),
    seizedAssets: t.bigint().notNull(),
    /** What the market's suppliers lost. */
    badDebtAssets: t.bigint().notNull(),
    badDebtShares: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("morpho_blue_liquidation_account").on(table.chainId, table.account),
  }),
);
