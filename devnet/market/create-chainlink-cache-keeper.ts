import type { Address } from "viem";
import { type CacheReport, reportToCache } from "../chainlink-cache/cache-transactions.ts";
import {
  type CachedPair,
  cacheDeviationBps,
  cachedFeedDecimals,
  cachedPairs,
  cacheHeartbeatSeconds,
} from "../chainlink-cache/chainlink-cache-parameters.ts";
import { deviates, type FeedKeeper, type FeedKeeperParameters } from "./create-feed-keeper.ts";

/** How long a report is under way. */
const delaySeconds = 3;
/** These nodes see every price a little higher than the market. */
const skewPpm = 40n;
const marketDecimals = 8;

/**
 * Reports the feeds that moved or grew old, all in one report. Nothing here is by chance: the other
 * feeds' chance is theirs alone.
 */
export function createChainlinkCacheKeeper(
  parameters: FeedKeeperParameters & { cache: Address },
): FeedKeeper {
  const { chain, cache, accounts, market, longestGapSeconds } = parameters;
  const reported = new Map<CachedPair, { priceE8: bigint; timestamp: number }>();

  return {
    async tick({ timestamp: blockTimestamp, everything }) {
      const timestamp = blockTimestamp - delaySeconds;
      const reports: CacheReport[] = [];
      for (const pair of cachedPairs) {
        const priceE8 = market.priceE8(pair, blockTimestamp);
        const last = reported.get(pair);
        const due =
          everything ||
          last === undefined ||
          blockTimestamp + longestGapSeconds - last.timestamp > cacheHeartbeatSeconds ||
          deviates({ from: last.priceE8, to: priceE8, bps: cacheDeviationBps });
        if (!due || (last !== undefined && timestamp <= last.timestamp)) continue;
        const unit = 10n ** BigInt(cachedFeedDecimals[pair] - marketDecimals);
        const answer = (priceE8 * unit * (1_000_000n + skewPpm)) / 1_000_000n;
        reports.push({ pair, timestamp, answer });
        reported.set(pair, { priceE8, timestamp });
      }
      if (reports.length === 0) return;
      const forwarder = accounts.keeper.address;
      const workflowOwner = accounts.deployer.address;
      chain.send(reportToCache({ cache, forwarder, workflowOwner, reports }));
    },
  };
}
