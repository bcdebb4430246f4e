import type { MarketShock } from "../market/create-market.ts";

/** From genesis to the end of the seeded scenario: six hours. */
export const historySeconds = 21_600;

/** A crash in the middle that makes positions fit for liquidation, and half a recovery. */
export const marketShocks = [
  { pair: "ETH/USD", fromSeconds: 10_800, toSeconds: 12_000, movePpm: -240_000 },
  { pair: "BTC/USD", fromSeconds: 11_100, toSeconds: 12_300, movePpm: -100_000 },
  { pair: "ETH/USD", fromSeconds: 15_000, toSeconds: 16_800, movePpm: 90_000 },
  { pair: "BTC/USD", fromSeconds: 15_000, toSeconds: 17_400, movePpm: 40_000 },
] as const satisfies readonly MarketShock[];
