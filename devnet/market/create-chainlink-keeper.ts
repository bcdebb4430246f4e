import type { Address } from "viem";
import { chainlinkProxyAbi } from "../../abis/chainlink.ts";
import { fluxAggregatorAbi } from "../chainlink/chainlink-admin-abi.ts";
import { chainlinkFeedParameters } from "../chainlink/chainlink-feed-parameters.ts";
import { submitAnswer } from "../chainlink/chainlink-transactions.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";
import {
  deviates,
  type FeedKeeper,
  type FeedKeeperParameters,
  observationPpm,
  observed,
} from "./create-feed-keeper.ts";

type Round = {
  aggregator: Address;
  roundId: bigint;
  priceE8: bigint;
  startedAt: number;
  /** Oracles that have not answered yet. */
  waiting: Address[];
};

/**
 * Starts a round when a price has moved or a heartbeat is near. One to three oracles answer in the
 * round's first block, the others in the blocks that follow.
 */
export function createChainlinkKeeper(parameters: FeedKeeperParameters): FeedKeeper {
  const { chain, base, accounts, market, random, longestGapSeconds } = parameters;
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ];
  const rounds = new Map<Pair, Round>();

  /** The next round of the aggregator that the proxy uses now: others may have changed either. */
  async function startRound(proxy: Address): Promise<Pick<Round, "aggregator" | "roundId">> {
    const aggregator = await chain.client.readContract({
      address: proxy,
      abi: chainlinkProxyAbi,
      functionName: "aggregator",
    });
    const latest = await chain.client.readContract({
      address: aggregator,
      abi: fluxAggregatorAbi,
      functionName: "latestRound",
    });
    return { aggregator, roundId: latest + 1n };
  }

  return {
    async tick({ timestamp, everything }) {
      for (const { pair, proxy } of base.chainlink) {
        const priceE8 = market.priceE8(pair, timestamp);
        const { heartbeatSeconds, deviationBps } = chainlinkFeedParameters[pair];
        let round = rounds.get(pair);
        if (round === undefined || round.waiting.length === 0) {
          const due =
            round === undefined ||
            everything ||
            timestamp + longestGapSeconds - round.startedAt > heartbeatSeconds ||
            deviates({ from: round.priceE8, to: priceE8, bps: deviationBps });
          if (!due) continue;
          const next = await startRound(proxy);
          round = { ...next, priceE8, startedAt: timestamp, waiting: random.shuffle(oracles) };
          rounds.set(pair, round);
        }
        const count = everything ? round.waiting.length : random.integer(1, round.waiting.length);
        for (const oracle of round.waiting.splice(0, count)) {
          chain.send(
            submitAnswer({
              aggregator: round.aggregator,
              oracle,
              roundId: round.roundId,
              answer: observed({ priceE8, ppm: observationPpm(pair), random }),
            }),
          );
        }
      }
    },
  };
}
