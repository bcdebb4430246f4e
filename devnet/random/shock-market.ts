import type { Market } from "../market/create-market.ts";
import type { Random } from "../market/create-random.ts";
import { devnetTokens, type Pair } from "../tokens/devnet-tokens.ts";

const shockPercent = 14;
/** How far a price moves at once: dollars lose their peg by less. */
const widestPpm: Record<Pair, { down: number; up: number }> = {
  "ETH/USD": { down: 480_000, up: 600_000 },
  "BTC/USD": { down: 400_000, up: 500_000 },
  "USDC/USD": { down: 90_000, up: 60_000 },
  "DAI/USD": { down: 140_000, up: 80_000 },
};

/** Now and then moves a price for all chains; the feeds bring it to them. @returns whether it did. */
export function shockMarket(parameters: {
  market: Market;
  random: Random;
  timestamp: number;
}): boolean {
  const { market, random, timestamp } = parameters;
  if (!random.chance(shockPercent)) return false;
  const { pair } = random.pick(devnetTokens);
  const { down, up } = widestPpm[pair];
  const movePpm = random.chance(55)
    ? -random.integer(down / 10, down)
    : random.integer(up / 10, up);
  market.shock({ pair, timestamp, movePpm });
  return true;
}
