import type { Address } from "viem";
import type { MainnetChainlinkFeed } from "./mainnet-chain.ts";

export const HOUR = 3_600;
export const DAY = 86_400;

/**
 * A feed of a chain's directory in @aave-dao/aave-address-book. The directory has no heartbeats:
 * they are restated from Chainlink's own pages, the shorter of two where those differ over time.
 * Only standard market feeds are taken. An SVR feed is the same value, later; an exchange rate is no
 * market price and waits for feeds of its own kind.
 */
export function chainlinkFeed(
  pair: string,
  proxy: Address,
  heartbeatSeconds: number,
): MainnetChainlinkFeed {
  return { pair, proxy, heartbeatSeconds };
}
