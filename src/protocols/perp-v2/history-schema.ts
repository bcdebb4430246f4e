import { index, onchainTable, primaryKey } from "ponder";

/* What happened, one row for each event. What it did to the books comes by the events of the books. */

/** A position taken over by a liquidator. */
export const perpV2Liquidation = onchainTable(
  "perp_v2_liquidation",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    liquidator: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    positionSizeWad: t.bigint().notNull(),
    positionNotionalWad: t.bigint().notNull(),
    penaltyWad: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("perp_v2_liquidation_account").on(table.chainId, table.account),
  }),
);

/** Collateral sold to a liquidator for an account's debt in the settlement token. */
export const perpV2CollateralLiquidation = onchainTable(
  "perp_v2_collateral_liquidation",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    liquidator: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
    repaidAmount: t.bigint().notNull(),
    insuranceFundFee: t.bigint().notNull(),
    discountRatio: t.integer().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("perp_v2_collateral_liquidation_account").on(table.chainId, table.account),
  }),
);

/** What the insurance fund took over, paid back to the vault and gave away, in the settlement token. */
export const perpV2InsuranceEvent = onchainTable(
  "perp_v2_insurance_event",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    house: t.hex().notNull(),
    /** `bad-debt`, `repaid` or `distributed`. */
    kind: t.text().notNull(),
    /** Whose bad debt it was. */
    account: t.hex(),
    amount: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }) }),
);

/** A funding payment that an account has made (positive) or got. */
export const perpV2FundingPayment = onchainTable(
  "perp_v2_funding_payment",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    house: t.hex().notNull(),
    account: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    paymentWad: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }),
    byAccount: index("perp_v2_funding_payment_account").on(table.chainId, table.account),
  }),
);

/** The averages from which a market's funding grew up to a block. */
export const perpV2Funding = onchainTable(
  "perp_v2_funding",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    house: t.hex().notNull(),
    baseToken: t.hex().notNull(),
    marketTwapWad: t.bigint().notNull(),
    indexTwapWad: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex] }) }),
);
