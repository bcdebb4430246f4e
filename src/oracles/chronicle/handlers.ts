import { ponder } from "ponder:registry";
import { chronicleScribe, chronicleValue } from "ponder:schema";
import type { Address, Hex } from "viem";
import { chronicleScribeAbi } from "../../../abis/chronicle.ts";
import type { IndexingContext } from "../../indexing-context.ts";

type LogEvent = {
  block: { number: bigint; timestamp: bigint };
  log: { address: Address; logIndex: number };
  transaction: { hash: Hex };
};
type Poke = { value: bigint; signedAgeSeconds: number };

/**
 * What Chronicle's Scribes are poked with. An optimistic value counts from the end of its challenge
 * period, unless it is dropped before, or sooner where a challenge finds it right
 * (ScribeOptimistic.sol, `_currentPokeData`, `opChallenge` and `_afterAuthedAction`).
 */
export function registerChronicle(): void {
  ponder.on("ChronicleScribe:Poked", async ({ event, context }) => {
    const { val: value, age: signedAgeSeconds } = event.args;
    await storeValue(context, event, { value, signedAgeSeconds, waitSeconds: 0 });
    await setOptimistic(context, event, null);
  });

  ponder.on("ChronicleScribe:OpPoked", async ({ event, context }) => {
    const { val: value, age: signedAgeSeconds } = event.args.pokeData;
    const waitSeconds = await context.client.readContract({
      abi: chronicleScribeAbi,
      address: event.log.address,
      functionName: "opChallengePeriod",
    });
    await storeValue(context, event, { value, signedAgeSeconds, waitSeconds });
    await setOptimistic(context, event, {
      blockNumber: event.block.number,
      logIndex: event.log.logIndex,
    });
  });

  ponder.on("ChronicleScribe:OpPokeDataDropped", async ({ event, context }) => {
    const optimistic = await findOptimistic(context, event.log.address);
    if (optimistic === null) return;
    const { chainId, scribe, blockNumber, logIndex } = optimistic;
    await context.db.update(chronicleValue, { chainId, scribe, blockNumber, logIndex }).set({
      droppedBlockNumber: event.block.number,
      droppedAtSeconds: Number(event.block.timestamp),
    });
    await setOptimistic(context, event, null);
  });

  ponder.on("ChronicleScribe:OpPokeChallengedUnsuccessfully", async ({ event, context }) => {
    const optimistic = await findOptimistic(context, event.log.address);
    if (optimistic !== null) await settle(context, event, optimistic);
  });

  ponder.on("ChronicleScribe:OpChallengePeriodUpdated", async ({ event, context }) => {
    const optimistic = await findOptimistic(context, event.log.address);
    if (optimistic === null) return;
    const now = Number(event.block.timestamp);
    const isFinal = optimistic.blockTimestampSeconds + event.args.newOpChallengePeriod <= now;
    if (isFinal && optimistic.countsFromSeconds > now) await settle(context, event, optimistic);
  });
}

/** The optimistic value counts from here on, as if it had been poked. */
async function settle(context: IndexingContext, event: LogEvent, poke: Poke): Promise<void> {
  const { value, signedAgeSeconds } = poke;
  await storeValue(context, event, { value, signedAgeSeconds, waitSeconds: 0 });
  await setOptimistic(context, event, null);
}

async function findOptimistic(context: IndexingContext, scribe: Address) {
  const key = { chainId: context.chain.id, scribe };
  const facts = await context.db.find(chronicleScribe, key);
  if (facts === null) return null;
  const { optimisticBlockNumber: blockNumber, optimisticLogIndex: logIndex } = facts;
  if (blockNumber === null || logIndex === null) return null;
  return await context.db.find(chronicleValue, { ...key, blockNumber, logIndex });
}

async function setOptimistic(
  context: IndexingContext,
  event: LogEvent,
  place: { blockNumber: bigint; logIndex: number } | null,
): Promise<void> {
  const facts = {
    optimisticBlockNumber: place?.blockNumber ?? null,
    optimisticLogIndex: place?.logIndex ?? null,
  };
  await context.db
    .insert(chronicleScribe)
    .values({ chainId: context.chain.id, scribe: event.log.address, ...facts })
    .onConflictDoUpdate(facts);
}

async function storeValue(
  context: IndexingContext,
  { block, log, transaction }: LogEvent,
  { waitSeconds, ...poke }: Poke & { waitSeconds: number },
): Promise<void> {
  const blockTimestampSeconds = Number(block.timestamp);
  const facts = {
    ...poke,
    countsFromSeconds: blockTimestampSeconds + waitSeconds,
    blockTimestampSeconds,
    transactionHash: transaction.hash,
    droppedBlockNumber: null,
    droppedAtSeconds: null,
  };
  await context.db
    .insert(chronicleValue)
    .values({
      chainId: context.chain.id,
      scribe: log.address,
      blockNumber: block.number,
      logIndex: log.logIndex,
      ...facts,
    })
    .onConflictDoUpdate(facts);
}
