import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { uniswapV3PoolAbi } from "../../../abis/uniswap-v3-pool.ts";
import type { Observation } from "../../core/observation.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ComparedFeeds } from "../oracle-adapter.ts";
import { quoteAtTick } from "./quote-at-tick.ts";
import { uniswapV3Tick } from "./schema.ts";
import { type TickState, tickCumulativeAt } from "./tick-state.ts";

type Feeds = ComparedFeeds<"uniswap-v3">;
type Source = Feeds["feeds"][number]["source"];

/** Each pool's accumulator and liquidity, and the quote at its own mean tick of the window. */
export async function uniswapV3Checks(
  compared: Feeds,
  observations: ReadonlyMap<string, Observation>,
): Promise<ParityCheck[]> {
  const { contracts, feeds, block } = compared;
  const states = new Map<string, TickState | undefined>();
  for (const { id, source } of feeds) {
    states.set(id, await readNewestTick(compared, source.pool.toLowerCase() as Address));
  }
  const found = await Promise.all(
    feeds.map(async ({ id, source }): Promise<ParityCheck[]> => {
      const pool = source.pool.toLowerCase() as Address;
      const state = states.get(id);
      const at = { block, address: pool, abi: uniswapV3PoolAbi } as const;
      const [now, window, liquidity, quote] = await Promise.all([
        contracts.read({ ...at, functionName: "observe", args: [[0]] }),
        contracts.read({ ...at, functionName: "observe", args: [[source.windowSeconds, 0]] }),
        contracts.read({ ...at, functionName: "liquidity", args: [] }),
        readQuote(compared, source),
      ]);
      const check = (what: string, indexed: ParityValue, contract: ParityValue | undefined) => ({
        marketId: id,
        account: null,
        what,
        indexed,
        contract: contract ?? null,
      });
      return [
        check(
          "observe([0]).tickCumulative",
          state === undefined ? null : tickCumulativeAt(state, block.timestampSeconds),
          now?.[0][0],
        ),
        // A pool without its first price has no liquidity either.
        check("liquidity()", state?.liquidity ?? 0n, liquidity ?? 0n),
        check(
          `quote at the mean tick of ${source.windowSeconds} s`,
          observations.get(id)?.rawValue ?? null,
          window === null || quote === null
            ? null
            : quote(meanTickOf(window[0], source.windowSeconds)),
        ),
      ];
    }),
  );
  return found.flat();
}

/** Math.floor divides as OracleLibrary.consult does. */
function meanTickOf([start, end]: readonly bigint[], windowSeconds: number): number {
  if (start === undefined || end === undefined) throw new RangeError("observe gave too little.");
  return Math.floor(Number(end - start) / windowSeconds);
}

/** The quote of the feed's base token at a tick, by the pool's own tokens; null before it is there. */
async function readQuote(
  { contracts, block }: Feeds,
  source: Source,
): Promise<((tick: number) => bigint) | null> {
  const at = { block, address: source.pool, abi: uniswapV3PoolAbi, args: [] } as const;
  const [token0, token1] = await Promise.all([
    contracts.read({ ...at, functionName: "token0" }),
    contracts.read({ ...at, functionName: "token1" }),
  ]);
  if (token0 === null || token1 === null) return null;
  const { baseToken, baseDecimals, quoteDecimals } = source;
  const baseIsToken0 = baseToken.toLowerCase() === token0.toLowerCase();
  const quoteToken = baseIsToken0 ? token1 : token0;
  return (tick) => quoteAtTick({ tick, baseToken, quoteToken, baseDecimals, quoteDecimals });
}

async function readNewestTick({ facts, block }: Feeds, pool: Address) {
  const [row] = await facts
    .select()
    .from(uniswapV3Tick)
    .where(
      and(
        eq(uniswapV3Tick.chainId, block.chainId),
        eq(uniswapV3Tick.pool, pool),
        lte(uniswapV3Tick.blockNumber, block.number),
      ),
    )
    .orderBy(desc(uniswapV3Tick.blockNumber))
    .limit(1);
  return row;
}
