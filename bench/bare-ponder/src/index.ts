/*
 * The yardstick of the backfill benchmark: a Ponder app that gets the same events as Ballast, named
 * in BENCH_EVENTS (a JSON array), and does nothing but insert one row for each.
 */
import { ponder } from "ponder:registry";
import { rawEvent } from "../ponder.schema.ts";

type RawEvent = {
  id: string;
  block: { number: bigint };
  log?: {
    address: `0x${string}`;
    topics: readonly (`0x${string}` | null)[];
    data: `0x${string}`;
    logIndex: number;
  };
  transaction?: { hash: `0x${string}` };
};

const names = process.env.BENCH_EVENTS;
if (names === undefined) throw new TypeError("BENCH_EVENTS is not set: the names of the events.");

for (const name of JSON.parse(names) as string[]) {
  // The names come at run time: only their common shape is known.
  ponder.on(name as "ChainBlocks:block", async ({ event, context }) => {
    const { id, block, log, transaction } = event as RawEvent;
    await context.db
      .insert(rawEvent)
      .values({
        chainId: context.chain.id,
        id,
        address: log?.address ?? null,
        topic0: log?.topics[0] ?? null,
        topic1: log?.topics[1] ?? null,
        topic2: log?.topics[2] ?? null,
        topic3: log?.topics[3] ?? null,
        data: log?.data ?? null,
        blockNumber: block.number,
        logIndex: log?.logIndex ?? null,
        transactionHash: transaction?.hash ?? null,
      })
      .onConflictDoNothing();
  });
}
