import { chainlinkAnswer, chainlinkPhase } from "ponder:schema";
import type { Address } from "viem";
import type { IndexingContext } from "../../indexing-context.ts";
import { readLatestAnswer, readPhase, readPhaseId } from "./read-proxy.ts";

/** `logIndex` of an answer that was read, not logged: before every log of its block. */
export const POLLED_LOG_INDEX = -1;

type PhaseRow = typeof chainlinkPhase.$inferSelect;

/**
 * Looks which aggregator stands behind a proxy, which no log tells. A new phase is stored with the
 * answer that the proxy gives then. While the aggregator is none of those that are subscribed, every
 * poll stores the proxy's answer where it changed, so that the feed does not go stale silently. So
 * does every poll of a proxy before an SVR aggregator, whose answer depends on who asks and when.
 */
export async function pollProxy(
  context: IndexingContext,
  parameters: {
    proxy: Address;
    block: { number: bigint; timestamp: bigint };
    isSubscribed: (aggregator: Address) => boolean;
    isSvr: boolean;
  },
): Promise<void> {
  const { proxy, block, isSubscribed, isSvr } = parameters;
  const phaseId = await readPhaseId(context, proxy);
  if (phaseId === null) return;
  const key = { chainId: context.chain.id, proxy, phaseId };
  const known = await context.db.find(chainlinkPhase, key);
  if (known !== null && !isSvr && isSubscribed(known.aggregator)) return;

  const phase = known ?? (await startPhase(context, { ...key, blockNumber: block.number, isSvr }));
  const polledAnswerBlockNumber = await storeAnswer(context, { phase, block });
  const { chainId: _chainId, proxy: _proxy, phaseId: _phaseId, ...facts } = phase;
  await context.db
    .insert(chainlinkPhase)
    .values({ ...phase, polledAnswerBlockNumber })
    .onConflictDoUpdate({ ...facts, polledAnswerBlockNumber });
}

async function startPhase(
  context: IndexingContext,
  {
    isSvr,
    ...place
  }: Pick<PhaseRow, "chainId" | "proxy" | "phaseId" | "blockNumber"> & { isSvr: boolean },
): Promise<PhaseRow> {
  const phase = await readPhase(context, place.proxy);
  return {
    ...place,
    ...phase,
    answersOf: isSvr ? place.proxy : phase.aggregator,
    polledAnswerBlockNumber: null,
  };
}

/** Stores the proxy's answer where it differs from the newest polled one; returns that one's block. */
async function storeAnswer(
  context: IndexingContext,
  { phase, block }: { phase: PhaseRow; block: { number: bigint; timestamp: bigint } },
): Promise<bigint | null> {
  const answer = await readLatestAnswer(context, phase.proxy);
  if (answer === null) return phase.polledAnswerBlockNumber;
  const key = { chainId: phase.chainId, aggregator: phase.answersOf, logIndex: POLLED_LOG_INDEX };
  if (phase.polledAnswerBlockNumber !== null) {
    const stored = await context.db.find(chainlinkAnswer, {
      ...key,
      blockNumber: phase.polledAnswerBlockNumber,
    });
    const unchanged =
      stored !== null &&
      stored.roundId === answer.roundId &&
      stored.answer === answer.answer &&
      stored.updatedAtSeconds === answer.updatedAtSeconds;
    if (unchanged) return phase.polledAnswerBlockNumber;
  }
  const facts = {
    ...answer,
    blockTimestampSeconds: Number(block.timestamp),
    transactionHash: null,
  };
  await context.db
    .insert(chainlinkAnswer)
    .values({ ...key, blockNumber: block.number, ...facts })
    .onConflictDoUpdate(facts);
  return block.number;
}
