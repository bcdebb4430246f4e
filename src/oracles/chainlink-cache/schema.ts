import { index, onchainTable, primaryKey } from "ponder";

/** One `DecimalReportUpdated`. The answer has the decimals that the data id states. */
export const chainlinkCacheReport = onchainTable(
  "chainlink_cache_report",
  (t) => ({
    chainId: t.integer().notNull(),
    cache: t.hex().notNull(),
    dataId: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    roundId: t.bigint().notNull(),
    answer: t.bigint().notNull(),
    /** When the report says that it was made; what the contract calls updatedAt. */
    reportTimestampSeconds: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.cache, table.dataId, table.blockNumber, table.logIndex],
    }),
    byTime: index("chainlink_cache_report_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);

/** Which feed a cache shows to a proxy from a log on; `dataId` is null from its removal on. */
export const chainlinkCacheProxy = onchainTable(
  "chainlink_cache_proxy",
  (t) => ({
    chainId: t.integer().notNull(),
    cache: t.hex().notNull(),
    proxy: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    dataId: t.hex(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.cache, table.proxy, table.blockNumber, table.logIndex],
    }),
  }),
);
