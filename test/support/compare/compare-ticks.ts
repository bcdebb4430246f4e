import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { uniswapV3PoolAbi } from "../../../abis/uniswap-v3-pool.ts";
import type { ManifestChain } from "../../../config/manifest.ts";
import { uniswapV3Adapter } from "../../../src/oracles/uniswap-v3/adapter.ts";
import { quoteAtTick } from "../../../src/oracles/uniswap-v3/quote-at-tick.ts";
import { uniswapV3Tick } from "../../../src/oracles/uniswap-v3/schema.ts";
import { tickCumulativeAt } from "../../../src/oracles/uniswap-v3/tick-state.ts";
import type { Check, Comparison } from "../compare-with-contracts.ts";
import { readOrAbsent } from "./read-or-absent.ts";

const WINDOW_SECONDS = 1_800;

/** Each pool's accumulator, liquidity, and mean tick of half an hour. */
export async function compareTicks(comparison: Comparison, check: Check): Promise<void> {
  const { facts, chain, manifest, block, publicClient } = comparison;
  for (const deployment of manifest.uniswapV3) {
    const { pool, pair } = deployment;
    const [row] = await facts
      .select()
      .from(uniswapV3Tick)
      .where(
        and(
          eq(uniswapV3Tick.chainId, chain.chainId),
          eq(uniswapV3Tick.pool, pool),
          lte(uniswapV3Tick.blockNumber, block.number),
        ),
      )
      .orderBy(desc(uniswapV3Tick.blockNumber))
      .limit(1);
    const observe = async (secondsAgos: readonly number[]) => {
      const answer = await readOrAbsent(
        publicClient.readContract({
          abi: uniswapV3PoolAbi,
          address: pool,
          functionName: "observe",
          args: [secondsAgos],
          blockNumber: block.number,
        }),
      );
      return answer === "absent" ? "absent" : answer[0];
    };
    check(
      `Uniswap ${pair}, observe([0])`,
      row === undefined ? "absent" : [tickCumulativeAt(row, block.timestampSeconds)],
      await observe([0]),
    );
    const liquidity = await readOrAbsent(
      publicClient.readContract({
        abi: uniswapV3PoolAbi,
        address: pool,
        functionName: "liquidity",
        blockNumber: block.number,
      }),
    );
    // A pool without its first price has none either.
    check(
      `Uniswap ${pair}, liquidity`,
      row?.liquidity ?? 0n,
      liquidity === "absent" ? 0n : liquidity,
    );
    await compareMean(comparison, check, deployment, await observe([WINDOW_SECONDS, 0]));
  }
}

async function compareMean(
  { facts, manifest, block }: Comparison,
  check: Check,
  deployment: ManifestChain["uniswapV3"][number],
  cumulatives: readonly bigint[] | "absent",
): Promise<void> {
  const { pool, pair, token0, token1 } = deployment;
  const decimalsOf = (token: Address) =>
    manifest.tokens.find(({ address }) => address === token)?.decimals ?? 18;
  const observations = await uniswapV3Adapter.readObservations({
    facts,
    feeds: [
      {
        id: pair,
        source: {
          kind: "uniswap-v3",
          pool,
          baseToken: token0,
          baseDecimals: decimalsOf(token0),
          quoteDecimals: decimalsOf(token1),
          windowSeconds: WINDOW_SECONDS,
        },
      },
    ],
    block,
  });
  const [start, end] = cumulatives === "absent" ? [] : cumulatives;
  // Math.floor divides as OracleLibrary.consult does; the differences are far below 2^53.
  const tick =
    start === undefined || end === undefined
      ? undefined
      : Math.floor(Number(end - start) / WINDOW_SECONDS);
  check(
    `Uniswap ${pair}, mean of ${WINDOW_SECONDS} s`,
    observations.get(pair)?.rawValue ?? "absent",
    tick === undefined
      ? "absent"
      : quoteAtTick({
          tick,
          baseToken: token0,
          quoteToken: token1,
          baseDecimals: decimalsOf(token0),
          quoteDecimals: decimalsOf(token1),
        }),
  );
}
