import { ponder } from "ponder:registry";
import { chainlinkAnswer } from "ponder:schema";
import type { Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";
import { pollProxy } from "./poll-proxy.ts";

/** Answers as aggregators log them, and the phases of the proxies in front of them. */
export function registerChainlink(network: Network): void {
  const subscribed = new Map(
    network.chains.map(({ chainId, chainlink }) => [
      chainId,
      new Set(
        chainlink.flatMap(({ aggregators }) => aggregators.map((one) => one.toLowerCase())),
      ) as ReadonlySet<string>,
    ]),
  );

  ponder.on("ChainlinkAggregator:AnswerUpdated", async ({ event, context }) => {
    const { current, roundId, updatedAt } = event.args;
    const answer = {
      roundId,
      answer: current,
      updatedAtSeconds: updatedAt,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(chainlinkAnswer)
      .values({
        chainId: context.chain.id,
        aggregator: event.log.address,
        blockNumber: event.block.number,
        logIndex: event.log.logIndex,
        ...answer,
      })
      .onConflictDoUpdate(answer);
  });

  ponder.on("ChainlinkPoll:block", async ({ event, context }) => {
    const feeds = chainOfNetwork(network, context.chain.id).chainlink.filter(
      ({ startBlock }) => event.block.number >= startBlock,
    );
    const proxies = new Set(feeds.map(({ proxy }) => proxy));
    await Promise.all(
      [...proxies].map((proxy) =>
        pollProxy(context, {
          proxy,
          block: event.block,
          isSubscribed: (aggregator) => subscribed.get(context.chain.id)?.has(aggregator) === true,
        }),
      ),
    );
  });
}
