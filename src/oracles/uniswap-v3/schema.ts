import { index, onchainTable, primaryKey } from "ponder";

/** A pool's constant facts. */
export const uniswapV3Pool = onchainTable(
  "uniswap_v3_pool",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    token0: t.hex().notNull(),
    token1: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    /** Latest version below, so that a handler finds it by key. */
    latestTickBlockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.pool] }) }),
);

/**
 * The pool after the last tick or liquidity change of a block. `tickCumulative` is the pool's own
 * accumulator at the block's time: Σ tick·seconds with the tick that stood before each block.
 */
export const uniswapV3Tick = onchainTable(
  "uniswap_v3_tick",
  (t) => ({
    chainId: t.integer().notNull(),
    pool: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    blockTimestampSeconds: t.integer().notNull(),
    tick: t.integer().notNull(),
    tickCumulative: t.bigint().notNull(),
    /** In-range liquidity after the block. */
    liquidity: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.pool, table.blockNumber] }),
    byTime: index("uniswap_v3_tick_time").on(table.chainId, table.blockTimestampSeconds),
  }),
);
