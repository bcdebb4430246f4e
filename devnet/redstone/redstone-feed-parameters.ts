import { type Hex, stringToHex } from "viem";
import type { Pair } from "../tokens/devnet-tokens.ts";

export const redstoneDecimals = 8;
export const redstoneHeartbeatSeconds = 3_600;
/** MultiFeedAdapterWithoutRoundsMock.getUniqueSignersThreshold. */
export const redstoneSignersThreshold = 2;

const dataFeedId = (name: string): Hex => stringToHex(name, { size: 32 });

/** The feeds of the adapter: the name in ASCII, padded with zeros on the right. */
export const redstoneDataFeedIds = {
  "ETH/USD": dataFeedId("ETH"),
  "BTC/USD": dataFeedId("BTC"),
  "USDC/USD": dataFeedId("USDC"),
  "DAI/USD": dataFeedId("DAI"),
} as const satisfies Record<Pair, Hex>;
