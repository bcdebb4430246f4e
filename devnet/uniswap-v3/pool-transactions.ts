import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";

/** Our own devnet/uniswap-v3/OpenPoolRouter.sol. */
export const openPoolRouterAbi = parseAbi([
  "function mint(address pool, int24 tickLower, int24 tickUpper, uint128 liquidity) returns (uint256 amount0, uint256 amount1)",
  "function swap(address pool, bool zeroForOne, int256 amountSpecified) returns (int256 amount0, int256 amount1)",
  "function swapToPrice(address pool, bool zeroForOne, uint160 sqrtPriceX96) returns (int256 amount0, int256 amount1)",
]);

const poolStateAbi = parseAbi([
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16 observationIndex, uint16 observationCardinality, uint16 observationCardinalityNext, uint8 feeProtocol, bool unlocked)",
]);

/** Where the pool stands: the square root of token1 per token0, times 2^96. */
export async function readSqrtPriceX96(parameters: {
  chain: DevChain;
  pool: Address;
}): Promise<bigint> {
  const [current] = await parameters.chain.client.readContract({
    address: parameters.pool,
    abi: poolStateAbi,
    functionName: "slot0",
  });
  return current;
}

/** A trade of whatever size moves the pool from one `sqrtPriceX96` to another. */
export function tradeToPrice(parameters: {
  pool: { pool: Address; router: Address };
  trader: Address;
  fromSqrtPriceX96: bigint;
  toSqrtPriceX96: bigint;
}): Transaction {
  const { pool, trader, fromSqrtPriceX96, toSqrtPriceX96 } = parameters;
  const zeroForOne = toSqrtPriceX96 < fromSqrtPriceX96;
  return {
    from: trader,
    to: pool.router,
    data: encodeFunctionData({
      abi: openPoolRouterAbi,
      functionName: "swapToPrice",
      args: [pool.pool, zeroForOne, toSqrtPriceX96],
    }),
    label: `trade WETH/USDC to ${toSqrtPriceX96}`,
  };
}
