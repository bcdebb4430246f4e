import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { uniswapV3PoolAbi } from "../../../abis/uniswap-v3-pool.ts";
import type { ManifestChain } from "../../../config/manifest.ts";
import { uniswapV3Adapter } from "../../../src/oracles/uniswap-v3/adapter.ts";
import { quoteAtTick } from "../../../src/oracles/uniswap-v3/quote-at-tick.ts";
import { uniswapV3Tick } from "../../../src/oracles/uniswap-v3/schema.ts";
import { tickCumulativeAt } from "../../../src/oracles/uniswap-v3/tick-state.ts";
import type { Check, Comparison, ContractRead } from "../compare-with-contracts.ts";
import { readOrAbsent } from "./read-or-absent.ts";

type Deployment = ManifestChain["uniswapV3"][number];

const WINDOW_SECONDS = 1_800;

/** Each pool's accumulator, liquidity, and mean tick of half an hour. */
export async function compareTicks(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const reads: ContractRead[] = [];
  for (const deployment of comparison.manifest.uniswapV3) {
    const { pool, pair } = deployment;
    const state = await readNewestTick(comparison, pool);
    const mean = await readMean(comparison, deployment);
    reads.push(
      async () => {
        check(
          `Uniswap ${pair}, observe([0])`,
          state === undefined
            ? "absent"
            : [tickCumulativeAt(state, comparison.block.timestampSeconds)],
          await observe(comparison, pool, [0]),
        );
      },
      async () => {
        const liquidity = await readOrAbsent(
          comparison.publicClient.readContract({
            abi: uniswapV3PoolAbi,
            address: pool,
            functionName: "liquidity",
            blockNumber: comparison.block.number,
          }),
        );
        // A pool without its first price has none either.
        check(
          `Uniswap ${pair}, liquidity`,
          state?.liquidity ?? 0n,
          liquidity === "absent" ? 0n : liquidity,
        );
      },
      async () => {
        const cumulatives = await observe(comparison, pool, [WINDOW_SECONDS, 0]);
        check(
          `Uniswap ${pair}, mean of ${WINDOW_SECONDS} s`,
          mean ?? "absent",
          cumulatives === "absent" ? "absent" : quoteOfMean(comparison, deployment, cumulatives),
        );
      },
    );
  }
  return reads;
}

async function readNewestTick({ facts, chain, block }: Comparison, pool: Address) {
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
  return row;
}

async function readMean(
  { facts, manifest, block }: Comparison,
  { pool, pair, token0, token1 }: Deployment,
): Promise<bigint | undefined> {
  const observations = await uniswapV3Adapter.readObservations({
    facts,
    feeds: [
      {
        id: pair,
        source: {
          kind: "uniswap-v3",
          pool,
          baseToken: token0,
          baseDecimals: decimalsOf(manifest, token0),
          quoteDecimals: decimalsOf(manifest, token1),
          windowSeconds: WINDOW_SECONDS,
        },
      },
    ],
    block,
  });
  return observations.get(pair)?.rawValue;
}

async function observe(
  { publicClient, block }: Comparison,
  pool: Address,
  secondsAgos: readonly number[],
): Promise<readonly bigint[] | "absent"> {
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
}

/** The quote at the contract's own mean tick. Math.floor divides as OracleLibrary.consult does. */
function quoteOfMean(
  { manifest }: Comparison,
  { token0, token1 }: Deployment,
  [start, end]: readonly bigint[],
): bigint {
  if (start === undefined || end === undefined) throw new Error("observe() gave too few values.");
  return quoteAtTick({
    tick: Math.floor(Number(end - start) / WINDOW_SECONDS),
    baseToken: token0,
    quoteToken: token1,
    baseDecimals: decimalsOf(manifest, token0),
    quoteDecimals: decimalsOf(manifest, token1),
  });
}

function decimalsOf(manifest: ManifestChain, token: Address): number {
  const found = manifest.tokens.find(({ address }) => address === token);
  if (found === undefined) throw new Error(`The manifest has no token ${token}.`);
  return found.decimals;
}
