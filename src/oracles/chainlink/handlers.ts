import { ponder } from "ponder:registry";
import { chainlinkAnswer } from "ponder:schema";
import { type Address, type Hex, zeroAddress } from "viem";
import type { ChainlinkDeployment, Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { pollProxy } from "./poll-proxy.ts";
import { type PolledAnswer, readCarriedAnswer } from "./read-proxy.ts";

/** Answers as aggregators log them, and the phases of the proxies in front of them. */
export function registerChainlink(network: Network): void {
  const subscribed = new Map(
    network.chains.map(({ chainId, chainlink }) => [
      chainId,
      new Set(
        chainlink.flatMap(({ svr, aggregators }) =>
          svr === undefined ? aggregators.map((one) => one.toLowerCase()) : [],
        ),
      ) as ReadonlySet<string>,
    ]),
  );

  ponder.on("ChainlinkAggregator:AnswerUpdated", async ({ event, context }) => {
    const { current, roundId, updatedAt } = event.args;
    await storeAnswer(context, event, { roundId, answer: current, updatedAtSeconds: updatedAt });
  });

  // Who begins a round at a FluxAggregator, after one that timed out half answered, replaces the
  // latter's answer by that of the round before, which no AnswerUpdated tells. Off-chain reporting
  // names nobody as having started a round, and has no such rounds.
  ponder.on("ChainlinkAggregator:NewRound", async ({ event, context }) => {
    if (event.args.startedBy === zeroAddress) return;
    const carried = await readCarriedAnswer(context, event.log.address);
    if (carried !== null) await storeAnswer(context, event, carried);
  });

  ponder.on("ChainlinkPoll:block", async ({ event, context }) => {
    const feeds = chainOfNetwork(network, context.chain.id).chainlink.filter(
      ({ startBlock }) => event.block.number >= startBlock,
    );
    await poll(context, event.block, feeds);
  });

  const poll = async (
    context: IndexingContext,
    block: { number: bigint; timestamp: bigint },
    feeds: readonly ChainlinkDeployment[],
  ) => {
    const feedOf = new Map(feeds.map((feed) => [feed.proxy, feed]));
    await Promise.all(
      [...feedOf].map(([proxy, { svr }]) =>
        pollProxy(context, {
          proxy,
          block,
          isSubscribed: (aggregator) => subscribed.get(context.chain.id)?.has(aggregator) === true,
          isSvr: svr !== undefined,
        }),
      ),
    );
  };

  // Which answer each proxy of an SVR aggregator shows follows from its logs only together with the
  // cut-off time and the clock: both are asked.
  for (const name of [
    "AnswerUpdated",
    "SecondaryRoundIdUpdated",
    "PrimaryFeedUnlocked",
    "CutoffTimeSet",
  ] as const) {
    ponder.on(`ChainlinkDualAggregator:${name}`, async ({ event, context }) => {
      const feeds = chainOfNetwork(network, context.chain.id).chainlink.filter(
        ({ svr, aggregators }) =>
          svr !== undefined && aggregators.some((one) => one.toLowerCase() === event.log.address),
      );
      await poll(context, event.block, feeds);
    });
  }
}

/** Stores what an aggregator's answer is from a log on. */
async function storeAnswer(
  context: IndexingContext,
  event: {
    block: { number: bigint; timestamp: bigint };
    transaction: { hash: Hex };
    log: { address: Address; logIndex: number };
  },
  answer: PolledAnswer,
): Promise<void> {
  const facts = {
    ...answer,
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
      ...facts,
    })
    .onConflictDoUpdate(facts);
}
