import { ponder } from "ponder:registry";
import { sequencerFeed, sequencerReport } from "ponder:schema";
import type { Address, Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { POLLED_LOG_INDEX } from "../chainlink/poll-proxy.ts";
import { readLatestRoundIfDeployed } from "../chainlink/read-proxy.ts";

/** An uptime feed answers 0 while the sequencer is up and 1 while it is down. */
const UP = 0n;

type Status = { isUp: boolean; sinceSeconds: number };
type Place = {
  feed: Address;
  block: { number: bigint; timestamp: bigint };
  logIndex: number;
  transactionHash: Hex | null;
};

/**
 * When a chain's sequencer went down and up, as its uptime feed logs it. A proxy logs nothing, so it
 * is read at intervals; its status comes from the other chain and changes seldom.
 */
export function registerSequencer(network: Network): void {
  ponder.on("SequencerUptimeFeed:AnswerUpdated", async ({ event, context }) => {
    const { current, updatedAt } = event.args;
    const status = { isUp: current === UP, sinceSeconds: Number(updatedAt) };
    await storeReport(context, placeOf(event), status);
  });

  // An OP-stack feed says by this that nothing has changed.
  ponder.on("SequencerUptimeFeed:RoundUpdated", async ({ event, context }) => {
    const place = placeOf(event);
    const known = await findLatest(context, place.feed);
    const isUp = event.args.status === UP;
    if (known?.isUp === isUp) return storeReport(context, place, { ...known, isUp });
    const read = await readStatus(context, place.feed);
    if (read !== null) await storeReport(context, place, read);
  });

  ponder.on("SequencerPoll:block", async ({ event, context }) => {
    const { sequencer } = chainOfNetwork(network, context.chain.id);
    if (sequencer === null || event.block.number < sequencer.startBlock) return;
    const feed = sequencer.feed.toLowerCase() as Address;
    const known = await findLatest(context, feed);
    if (known !== null && sequencer.kind === "feed") return;
    const read = await readStatus(context, feed);
    if (read === null) return;
    if (known?.isUp === read.isUp && known.sinceSeconds === read.sinceSeconds) return;
    const place = { feed, logIndex: POLLED_LOG_INDEX, transactionHash: null, block: event.block };
    await storeReport(context, place, read);
  });
}

async function readStatus(context: IndexingContext, feed: Address): Promise<Status | null> {
  const round = await readLatestRoundIfDeployed(context, feed);
  if (round === null) return null;
  const [, answer, startedAt] = round;
  return { isUp: answer === UP, sinceSeconds: Number(startedAt) };
}

function placeOf(event: {
  block: { number: bigint; timestamp: bigint };
  log: { address: Address; logIndex: number };
  transaction: { hash: Hex };
}): Place {
  const { block, log, transaction } = event;
  return {
    feed: log.address,
    block,
    logIndex: log.logIndex,
    transactionHash: transaction.hash,
  };
}

async function findLatest(context: IndexingContext, feed: Address): Promise<Status | null> {
  const key = { chainId: context.chain.id, feed };
  const known = await context.db.find(sequencerFeed, key);
  if (known === null) return null;
  const { latestBlockNumber: blockNumber, latestLogIndex: logIndex } = known;
  return context.db.find(sequencerReport, { ...key, blockNumber, logIndex });
}

async function storeReport(
  context: IndexingContext,
  { feed, block, logIndex, transactionHash }: Place,
  { isUp, sinceSeconds }: Status,
): Promise<void> {
  const key = { chainId: context.chain.id, feed };
  const facts = {
    isUp,
    sinceSeconds,
    blockTimestampSeconds: Number(block.timestamp),
    transactionHash,
  };
  await context.db
    .insert(sequencerReport)
    .values({ ...key, blockNumber: block.number, logIndex, ...facts })
    .onConflictDoUpdate(facts);
  const latest = { latestBlockNumber: block.number, latestLogIndex: logIndex };
  await context.db
    .insert(sequencerFeed)
    .values({ ...key, ...latest })
    .onConflictDoUpdate(latest);
}
