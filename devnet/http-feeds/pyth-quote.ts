import type { Hex } from "viem";

/** A price as Pyth's publishers agreed on it at one time: price × 10^exponent. */
export type PythQuoteAtTime = {
  priceId: Hex;
  price: bigint;
  confidence: bigint;
  exponent: number;
  publishTimeSeconds: number;
};
