import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import { uniswapV3Pool, uniswapV3Tick } from "../../../src/oracles/uniswap-v3/schema.ts";
import { afterChange, type TickState } from "../../../src/oracles/uniswap-v3/tick-state.ts";
import { type Api, blockTime } from "./make-api.ts";
import { ALPHA, NETWORK } from "./make-network.ts";

const POOL: Address = `0x${"a".repeat(38)}20`;
/** Where a pool of WETH (18 decimals) and USDC (6) stands at 2000 USDC: 1.0001^tick = 2000 / 10^12. */
export const TICK_AT_2000 = -200_312;

/** The network with a Uniswap v3 pool of WETH and USDC on alpha as well. */
export const POOL_NETWORK: Network = {
  ...NETWORK,
  chains: NETWORK.chains.map((chain) =>
    chain.chainId === ALPHA.chainId
      ? { ...chain, uniswapV3: [{ pair: "WETH/USDC", pool: POOL, startBlock: 1 }] }
      : chain,
  ),
};

/** The pool with its ticks by block, ascending. */
export async function writePool(
  api: Api,
  ticks: readonly { block: number; tick: number }[],
): Promise<void> {
  const states: TickState[] = [];
  for (const { block, tick } of ticks) {
    const change = {
      blockNumber: BigInt(block),
      blockTimestampSeconds: blockTime(ALPHA.chainId, block),
      tick,
    };
    const before = states.at(-1) ?? { ...change, tickCumulative: 0n, liquidity: 1n };
    states.push(afterChange(before, change));
  }
  const { chainId } = ALPHA;
  await api.database.db.insert(uniswapV3Pool).values({
    chainId,
    pool: POOL,
    token0: ALPHA.tokens[0]!.address,
    token1: ALPHA.tokens[1]!.address,
    blockNumber: states[0]!.blockNumber,
    latestTickBlockNumber: states.at(-1)!.blockNumber,
  });
  const rows = states.map((state) => ({ chainId, pool: POOL, ...state }));
  await api.database.db.insert(uniswapV3Tick).values(rows);
}
