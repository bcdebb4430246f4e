import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";
import type { BaseDeployment } from "../base-deployment.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import type { Market } from "./create-market.ts";
import type { Random } from "./create-random.ts";

/** What a keeper of one kind of feed is told about the block it may write to. */
export type FeedTick = {
  /** Unix seconds of the next block. */
  timestamp: number;
  /** Update every feed now, whether due or not. */
  everything: boolean;
};

export type FeedKeeper = { tick(tick: FeedTick): Promise<void> };

export type FeedKeeperParameters = {
  chain: DevChain;
  base: Pick<BaseDeployment, "chainlink" | "pyth">;
  accounts: Record<DevnetRole, DevnetAccount>;
  market: Market;
  random: Random;
  /** Longest time between two blocks: a feed is updated before a heartbeat could pass unseen. */
  longestGapSeconds: number;
};

export const feedPairs = devnetTokens.map(({ pair }) => pair);

/** Brings every feed of a chain the market's price in time, each by its own habits. */
export function joinFeedKeepers(keepers: readonly FeedKeeper[]): FeedKeeper {
  return {
    async tick(tick) {
      for (const keeper of keepers) await keeper.tick(tick);
    },
  };
}

/** Whether a value moved by at least `bps` of the one last reported. */
export function deviates(parameters: { from: bigint; to: bigint; bps: bigint }): boolean {
  const { from, to, bps } = parameters;
  const difference = to > from ? to - from : from - to;
  return difference * 10_000n >= from * bps;
}

/** The market's price as one observer saw it: at most `ppm` off. */
export function observed(parameters: { priceE8: bigint; ppm: number; random: Random }): bigint {
  const { priceE8, ppm, random } = parameters;
  return (priceE8 * (1_000_000n + BigInt(random.integer(-ppm, ppm)))) / 1_000_000n;
}

/** How far observers are apart, in parts per million: dollars are seen more alike than others. */
export function observationPpm(pair: (typeof feedPairs)[number]): number {
  return pair === "USDC/USD" || pair === "DAI/USD" ? 100 : 600;
}
