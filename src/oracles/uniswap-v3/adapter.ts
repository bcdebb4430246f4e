import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import { unionOf } from "../../core/union-of.ts";
import type { FeedSource, OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { meanTick } from "./mean-tick.ts";
import { uniswapV3Checks } from "./parity.ts";
import { QUOTE_DECIMALS, quoteAtTick } from "./quote-at-tick.ts";
import { quoteDepth } from "./quote-depth.ts";
import { uniswapV3Pool, uniswapV3Tick } from "./schema.ts";

type Feed = { id: string; source: Extract<FeedSource, { kind: "uniswap-v3" }> };
type Pool = typeof uniswapV3Pool.$inferSelect;
type Tick = typeof uniswapV3Tick.$inferSelect;
type Pools = ReadonlyMap<Address, { pool: Pool; ticks: Tick[] }>;
type Moment = Pick<BlockReference, "chainId" | "number" | "timestampSeconds">;

/**
 * Uniswap v3 pools: the time-weighted mean of a window that ends at the block's time. A pool whose
 * indexed history is shorter than the window says nothing.
 */
export const uniswapV3Adapter: OracleAdapter<"uniswap-v3"> = {
  kind: "uniswap-v3",

  async readObservations({ facts, feeds, block }) {
    const pools = await readPools({ facts, feeds, block, fromSeconds: block.timestampSeconds });
    return observationsAt(feeds, pools, block);
  },

  async readMoving({ facts, feeds, blocks }) {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return [];
    const fromSeconds = first.timestampSeconds;
    const pools = await readPools({ facts, feeds, block: last, fromSeconds });
    return blocks.map((block) => observationsAt(feeds, pools, block));
  },

  /**
   * A mean moves all the time; its history has it at the window's begin and at each change of the
   * pool. It has nothing of the block itself, which would make the past depend on who looks when.
   */
  async readHistory({ facts, feeds, block, fromSeconds }) {
    const pools = await readPools({ facts, feeds, block, fromSeconds });
    const before = await readBlockAt({
      facts,
      chainId: block.chainId,
      timestampSeconds: fromSeconds,
      atMost: block.number,
    });
    const histories = new Map<string, Observation[]>();
    for (const feed of feeds) {
      const pool = pools.get(lowerCase(feed.source.pool));
      const moments: Moment[] = [];
      if (before !== null)
        moments.push({ chainId: block.chainId, number: before, timestampSeconds: fromSeconds });
      for (const tick of pool?.ticks ?? []) {
        if (tick.blockTimestampSeconds > fromSeconds) {
          moments.push({
            chainId: block.chainId,
            number: tick.blockNumber,
            timestampSeconds: tick.blockTimestampSeconds,
          });
        }
      }
      const history = moments
        .map((moment) => observationAt(feed, pool, moment))
        .filter((one) => one !== null);
      if (history.length > 0) histories.set(feed.id, history);
    }
    return histories;
  },

  readParity: async (compared) =>
    uniswapV3Checks(compared, await uniswapV3Adapter.readObservations(compared)),
};

/** Each pool with its ticks up to the block, beginning with the one that stood at the begin of the earliest window. */
async function readPools(parameters: {
  facts: FactsReader;
  feeds: readonly Feed[];
  block: BlockReference;
  fromSeconds: number;
}): Promise<Pools> {
  const { facts, feeds, block, fromSeconds } = parameters;
  if (feeds.length === 0) return new Map();
  const addresses = new Set(feeds.map(({ source }) => lowerCase(source.pool)));
  const beginSeconds = fromSeconds - Math.max(...feeds.map(({ source }) => source.windowSeconds));
  const pools = await facts
    .select()
    .from(uniswapV3Pool)
    .where(and(eq(uniswapV3Pool.chainId, block.chainId), anyOf(uniswapV3Pool.pool, addresses)));
  const anchors = await unionOf(
    [...addresses].map((address) =>
      facts
        .select()
        .from(uniswapV3Tick)
        .where(
          and(
            eq(uniswapV3Tick.chainId, block.chainId),
            eq(uniswapV3Tick.pool, address),
            lte(uniswapV3Tick.blockNumber, block.number),
            lte(uniswapV3Tick.blockTimestampSeconds, beginSeconds),
          ),
        )
        .orderBy(desc(uniswapV3Tick.blockNumber))
        .limit(1),
    ),
  );
  const changes = await facts
    .select()
    .from(uniswapV3Tick)
    .where(
      and(
        eq(uniswapV3Tick.chainId, block.chainId),
        anyOf(uniswapV3Tick.pool, addresses),
        lte(uniswapV3Tick.blockNumber, block.number),
        gt(uniswapV3Tick.blockTimestampSeconds, beginSeconds),
      ),
    )
    .orderBy(asc(uniswapV3Tick.blockNumber));
  return new Map(
    pools.map((pool) => [
      pool.pool,
      { pool, ticks: [...anchors, ...changes].filter((tick) => tick.pool === pool.pool) },
    ]),
  );
}

function observationsAt(
  feeds: readonly Feed[],
  pools: Pools,
  block: BlockReference,
): Map<string, Observation> {
  return new Map(
    feeds.flatMap((feed) => {
      const found = observationAt(feed, pools.get(lowerCase(feed.source.pool)), block);
      return found === null ? [] : [[feed.id, found]];
    }),
  );
}

function observationAt(
  { id, source }: Feed,
  found: { pool: Pool; ticks: readonly Tick[] } | undefined,
  moment: Moment,
): Observation | null {
  if (found === undefined) return null;
  const { token0, token1 } = found.pool;
  const baseToken = lowerCase(source.baseToken);
  if (baseToken !== token0 && baseToken !== token1)
    throw new RangeError(`The pool ${source.pool} has no token ${source.baseToken}.`);
  const tick = meanTick(found.ticks, {
    atSeconds: moment.timestampSeconds,
    windowSeconds: source.windowSeconds,
  });
  if (tick === null) return null;
  const quoteToken = baseToken === token0 ? token1 : token0;
  const { baseDecimals, quoteDecimals } = source;
  const liquidity = leastLiquidity(found.ticks, {
    atSeconds: moment.timestampSeconds,
    windowSeconds: source.windowSeconds,
  });
  return {
    feedId: id,
    chainId: moment.chainId,
    blockNumber: moment.number,
    logIndex: -1,
    transactionHash: null,
    rawValue: quoteAtTick({ tick, baseToken, quoteToken, baseDecimals, quoteDecimals }),
    decimals: QUOTE_DECIMALS,
    rawConfidence: null,
    sourceTimeSeconds: moment.timestampSeconds,
    writeTimeSeconds: moment.timestampSeconds,
    roundKey: `twap:${source.windowSeconds}`,
    depth: {
      raw: quoteDepth({ liquidity, tick, baseToken, quoteToken }),
      decimals: quoteDecimals,
    },
  };
}

/** The smallest liquidity in range at the end of any block within the window; ticks oldest first. */
function leastLiquidity(
  ticks: readonly Tick[],
  { atSeconds, windowSeconds }: { atSeconds: number; windowSeconds: number },
): bigint {
  const beginSeconds = atSeconds - windowSeconds;
  const before = ticks.findLast(
    ({ blockTimestampSeconds }) => blockTimestampSeconds <= beginSeconds,
  );
  let least = before?.liquidity ?? null;
  for (const { blockTimestampSeconds, liquidity } of ticks) {
    if (blockTimestampSeconds <= beginSeconds || blockTimestampSeconds > atSeconds) continue;
    if (least === null || liquidity < least) least = liquidity;
  }
  return least ?? 0n;
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
