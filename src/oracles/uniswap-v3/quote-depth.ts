import type { Address } from "viem";
import { sqrtRatioX96AtTick } from "./tick-math.ts";

/**
 * What liquidity is worth in the quote token, in its raw units: the virtual reserve of the quote token
 * at a tick, L·√P or L/√P, rounded down (whitepaper of Uniswap v3, 6.2). To move a pool by a share of
 * its price takes about half that share of it.
 */
export function quoteDepth(parameters: {
  liquidity: bigint;
  tick: number;
  baseToken: Address;
  quoteToken: Address;
}): bigint {
  const { liquidity, tick, baseToken, quoteToken } = parameters;
  const sqrtRatio = sqrtRatioX96AtTick(tick);
  // √P is of token1 per token0, where token0 has the lower address.
  const quoteIsToken1 = BigInt(baseToken) < BigInt(quoteToken);
  return quoteIsToken1 ? (liquidity * sqrtRatio) >> 96n : (liquidity << 96n) / sqrtRatio;
}
