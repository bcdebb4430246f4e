import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";
import { sqrtPriceX96 } from "./pool-price.ts";

/** Our own devnet/uniswap-v3/OpenPoolRouter.sol. */
export const openPoolRouterAbi = parseAbi([
  "function mint(address pool, int24 tickLower, int24 tickUpper, uint128 liquidity) returns (uint256 amount0, uint256 amount1)",
  "function swap(address pool, bool zeroForOne, int256 amountSpecified) returns (int256 amount0, int256 amount1)",
  "function swapToPrice(address pool, bool zeroForOne, uint160 sqrtPriceX96) returns (int256 amount0, int256 amount1)",
]);

/**
 * A trade that moves the pool to a price of WETH in USDC (units of 10^-8).
 * @param parameters.currentE8 The price where the pool stands: it decides the direction.
 */
export function tradeToPrice(parameters: {
  pool: { pool: Address; router: Address; wethIsToken0: boolean };
  trader: Address;
  currentE8: bigint;
  targetE8: bigint;
}): Transaction {
  const { pool, trader, currentE8, targetE8 } = parameters;
  const zeroForOne = targetE8 < currentE8 === pool.wethIsToken0;
  return {
    from: trader,
    to: pool.router,
    data: encodeFunctionData({
      abi: openPoolRouterAbi,
      functionName: "swapToPrice",
      args: [
        pool.pool,
        zeroForOne,
        sqrtPriceX96({ priceE8: targetE8, wethIsToken0: pool.wethIsToken0 }),
      ],
    }),
    label: `trade WETH/USDC from ${currentE8} to ${targetE8}`,
  };
}
