import { concatHex, type Hex, keccak256, numberToHex, slice, stringToHex } from "viem";
import type { Pair } from "../tokens/devnet-tokens.ts";

/** Decimals of the feeds that the cache has, which each data id states. */
export const cachedFeedDecimals = {
  "USDC/USD": 8,
  "BTC/USD": 18,
} as const satisfies Partial<Record<Pair, number>>;

export type CachedPair = keyof typeof cachedFeedDecimals;
export const cachedPairs = Object.keys(cachedFeedDecimals) as CachedPair[];

export const cacheHeartbeatSeconds = 3_600;
export const cacheDeviationBps = 20n;

/** What the cache lets write, beside the sender of a report. */
export const cacheWorkflowName: Hex = stringToHex("ballast", { size: 10 });

/**
 * A data id of the local chain, made as Chainlink's are: a format byte, what the feed is about, and in
 * byte 7 the decimals above 0x20.
 */
export function cacheDataId(pair: CachedPair): Hex {
  return concatHex([
    "0x01",
    slice(keccak256(stringToHex(pair)), 0, 4),
    "0x0003",
    numberToHex(0x20 + cachedFeedDecimals[pair], { size: 1 }),
    numberToHex(0, { size: 8 }),
  ]);
}
