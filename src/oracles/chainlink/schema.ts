import { index, onchainTable, primaryKey } from "ponder";

/** Which aggregator a proxy reads from which block on. Legacy proxies log no change, so it is polled. */
export const chainlinkPhase = onchainTable(
  "chainlink_phase",
  (t) => ({
    chainId: t.integer().notNull(),
    proxy: t.hex().notNull(),
    phaseId: t.integer().notNull(),
    aggregator: t.hex().notNull(),
    /**
     * Whose answers below are the proxy's: the aggregator's, or the proxy's own where it shows
     * another answer of one aggregator than other proxies do (SVR).
     */
    answersOf: t.hex().notNull(),
    decimals: t.integer().notNull(),
    description: t.text().notNull(),
    /** Range of answers that the aggregator writes; null where it states none. */
    minimumAnswer: t.bigint(),
    maximumAnswer: t.bigint(),
    /** Block of the read that first saw this phase. */
    blockNumber: t.bigint().notNull(),
    /** Block of the newest answer that the poll stored, so that the next poll finds it by key. */
    polledAnswerBlockNumber: t.bigint(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.proxy, table.phaseId] }) }),
);

/**
 * One answer of an aggregator, or of a proxy before an SVR aggregator. A round may be answered several times while its oracles submit, so
 * the log, not the round, is the key. `logIndex` is -1 for an answer read from the proxy by the
 * phase poll (the first sight of a phase, every poll of an aggregator that is not subscribed, and
 * each log of an SVR aggregator).
 */
export const chainlinkAnswer = onchainTable(
  "chainlink_answer",
  (t) => ({
    chainId: t.integer().notNull(),
    aggregator: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    roundId: t.bigint().notNull(),
    answer: t.bigint().notNull(),
    updatedAtSeconds: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    transactionHash: t.hex(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.aggregator, table.blockNumber, table.logIndex],
    }),
    byTime: index("chainlink_answer_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);
