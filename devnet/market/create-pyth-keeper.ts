import { type PythQuote, updatePythPrices } from "../pyth/update-pyth-prices.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";
import {
  deviates,
  type FeedKeeper,
  type FeedKeeperParameters,
  feedPairs,
  observationPpm,
  observed,
} from "./create-feed-keeper.ts";

const heartbeatSeconds = 1_800;
const deviationBps = 30n;

/** Pushes a price that has moved or grown old; its publish time is a few seconds before the block. */
export function createPythKeeper(parameters: FeedKeeperParameters): FeedKeeper {
  const { chain, base, accounts, market, random, longestGapSeconds } = parameters;
  const reported = new Map<Pair, { priceE8: bigint; publishTime: number }>();

  return {
    async tick({ timestamp, everything }) {
      const quotes: PythQuote[] = [];
      for (const pair of feedPairs) {
        const priceE8 = market.priceE8(pair, timestamp);
        const last = reported.get(pair);
        const due =
          everything ||
          last === undefined ||
          timestamp + longestGapSeconds - last.publishTime > heartbeatSeconds ||
          deviates({ from: last.priceE8, to: priceE8, bps: deviationBps });
        const publishTime = timestamp - random.integer(0, 4);
        if (!due || (last !== undefined && publishTime <= last.publishTime)) continue;
        const price = observed({ priceE8, ppm: observationPpm(pair), random });
        quotes.push({
          pair,
          price,
          confidence: (price * BigInt(random.integer(2, 9))) / 10_000n,
          publishTime,
        });
        reported.set(pair, { priceE8, publishTime });
      }
      if (quotes.length === 0) return;
      const keeper = accounts.keeper.address;
      chain.send(updatePythPrices({ contract: base.pyth, keeper, quotes }));
    },
  };
}
