import type { Address } from "viem";
import { sqrtRatioX96AtTick } from "./tick-math.ts";

/** Decimals of a quote. */
export const QUOTE_DECIMALS = 18;

/**
 * The price of one whole base token in whole quote tokens × 10^18 at a tick, rounded down once:
 * OracleLibrary.getQuoteAtTick of Uniswap's v3-periphery for 10^baseDecimals units, without the
 * precision that it gives up to fit 256 bits.
 */
export function quoteAtTick(parameters: {
  tick: number;
  baseToken: Address;
  quoteToken: Address;
  baseDecimals: number;
  quoteDecimals: number;
}): bigint {
  const { tick, baseToken, quoteToken, baseDecimals, quoteDecimals } = parameters;
  const sqrtRatio = sqrtRatioX96AtTick(tick);
  // token1 per token0, where token0 has the lower address.
  const ratioX192 = sqrtRatio * sqrtRatio;
  const baseIsToken0 = BigInt(baseToken) < BigInt(quoteToken);
  const [numerator, denominator] = baseIsToken0 ? [ratioX192, 2n ** 192n] : [2n ** 192n, ratioX192];
  return (
    (numerator * 10n ** BigInt(baseDecimals + QUOTE_DECIMALS)) /
    (denominator * 10n ** BigInt(quoteDecimals))
  );
}
