import { BallastError } from "../../src/core/ballast-error.ts";
import { randomStreams } from "../random-streams.ts";
import { devnetTokens, type Pair } from "../tokens/devnet-tokens.ts";
import { createRandom } from "./create-random.ts";

/** What the assets are worth in this little world; every feed on every chain reports it in its way. */
export type Market = {
  /** Until when every price rests at its first. */
  firstTimestamp: number;
  /** Price in units of 10^-8 USD. */
  priceE8(pair: Pair, timestamp: number): bigint;
  /**
   * Moves a price at once, by parts per million. Nobody may have asked for a later time before.
   * @throws BallastError `market-time` for a time that lies before one already asked for.
   */
  shock(shock: { pair: Pair; timestamp: number; movePpm: number }): void;
};

/** A move on top of chance, spread evenly over a time after the market's first. */
export type MarketShock = {
  pair: Pair;
  fromSeconds: number;
  toSeconds: number;
  /** -250_000 takes about a quarter away. */
  movePpm: number;
};

const stepSeconds = 60;
const oneMillion = 1_000_000n;

const walks = {
  "ETH/USD": { firstE8: 2_500_00000000n, swingPpm: 1_500, pegE8: null },
  "BTC/USD": { firstE8: 64_000_00000000n, swingPpm: 1_000, pegE8: null },
  "USDC/USD": { firstE8: 1_00000000n, swingPpm: 100, pegE8: 1_00000000n },
  "DAI/USD": { firstE8: 99_980000n, swingPpm: 150, pegE8: 1_00000000n },
} as const satisfies Record<Pair, { firstE8: bigint; swingPpm: number; pegE8: bigint | null }>;

/** A price that has strayed from its first by more than this factor only comes nearer. */
const widestFactor = 3n;
/** A tenth of the distance to the peg is made up in each step. */
const pegPull = 10n;

/**
 * A market whose prices walk at random in steps of a minute, the same for the same seed: a step is
 * at most `swingPpm` up or down, a pegged price is drawn back, and shocks move it on purpose.
 */
export function createMarket(parameters: {
  seed: number;
  firstTimestamp: number;
  shocks: readonly MarketShock[];
}): Market {
  const { seed, firstTimestamp, shocks } = parameters;
  const paths = new Map(
    devnetTokens.map(({ pair }, index) => [
      pair,
      {
        random: createRandom({ seed, stream: randomStreams.market + index }),
        pricesE8: [walks[pair].firstE8 as bigint],
      },
    ]),
  );

  function extend(pair: Pair): void {
    const { random, pricesE8 } = paths.get(pair)!;
    const { swingPpm, pegE8 } = walks[pair];
    const last = pricesE8.at(-1)!;
    const seconds = pricesE8.length * stepSeconds;
    const shockPpm = shocks
      .filter((shock) => shock.pair === pair)
      .filter(({ fromSeconds, toSeconds }) => seconds > fromSeconds && seconds <= toSeconds)
      .map(({ fromSeconds, toSeconds, movePpm }) =>
        Math.trunc((movePpm * stepSeconds) / (toSeconds - fromSeconds)),
      )
      .reduce((sum, movePpm) => sum + movePpm, 0);
    const movePpm = inwards({
      first: walks[pair].firstE8,
      last,
      movePpm: random.integer(-swingPpm, swingPpm) + shockPpm,
    });
    const moved = (last * (oneMillion + BigInt(movePpm))) / oneMillion;
    pricesE8.push(pegE8 === null ? moved : moved + (pegE8 - moved) / pegPull);
  }

  /** Prices up to a time. */
  function until(pair: Pair, timestamp: number): { pricesE8: bigint[]; step: number } {
    const step = Math.max(Math.floor((timestamp - firstTimestamp) / stepSeconds), 0);
    const { pricesE8 } = paths.get(pair)!;
    while (pricesE8.length <= step) extend(pair);
    return { pricesE8, step };
  }

  return {
    firstTimestamp,
    priceE8(pair, timestamp) {
      const { pricesE8, step } = until(pair, timestamp);
      return pricesE8[step]!;
    },
    shock({ pair, timestamp, movePpm }) {
      const { pricesE8, step } = until(pair, timestamp);
      if (step !== pricesE8.length - 1) {
        throw new BallastError(`The market has gone beyond ${timestamp}.`, { code: "market-time" });
      }
      const last = pricesE8[step]!;
      const ppm = BigInt(inwards({ first: walks[pair].firstE8, last, movePpm }));
      pricesE8[step] = (last * (oneMillion + ppm)) / oneMillion;
    },
  };
}

/** The same move, or its opposite where it leads further away from where a price has strayed to. */
function inwards(parameters: { first: bigint; last: bigint; movePpm: number }): number {
  const { first, last, movePpm } = parameters;
  if (last > first * widestFactor) return -Math.abs(movePpm);
  return last * widestFactor < first ? Math.abs(movePpm) : movePpm;
}
