import { setTimeout as sleep } from "node:timers/promises";
import { asc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Hex } from "viem";
import type { Manifest } from "../config/manifest.ts";
import { createRandom } from "../devnet/market/create-random.ts";
import { readIndexedHeads } from "../src/api/store/read-block-vector.ts";
import { chainBlock } from "../src/blocks/schema.ts";
import { pythUpdate } from "../src/oracles/pyth/schema.ts";

/** How far a price goes from where it began, in parts per million: no policy's doubt. */
const SWING_PPM = 300;

/**
 * Goes on where an indexer has stopped: appends a block to every chain each second, in which every
 * Pyth feed has moved, as the indexer would commit it. A block's hash is the time in milliseconds
 * at which it was written, by which readers tell how long it took to them.
 */
export async function startAppendingBlocks(parameters: {
  manifest: Manifest;
  connectionString: string;
  schema: string;
  pauseMilliseconds: number;
}): Promise<{ stop(): Promise<void> }> {
  const { manifest, connectionString, schema, pauseMilliseconds } = parameters;
  const client = new pg.Client({ connectionString, options: `-c search_path="${schema}"` });
  await client.connect();
  // Ponder's triggers are for its own connection.
  await client.query("SET session_replication_role = replica");
  const db = drizzle(client, { casing: "snake_case" });
  const chainIds = manifest.chains.map(({ chainId }) => chainId);
  const heads = new Map(await readIndexedHeads({ facts: db, chainIds }));
  const random = createRandom({ seed: 1, stream: 900 });
  const updates = await db
    .select()
    .from(pythUpdate)
    .orderBy(asc(pythUpdate.blockNumber), asc(pythUpdate.logIndex));
  const feeds = updates.reduce(
    (newest, row) => newest.set(`${row.chainId} ${row.priceId}`, row),
    new Map<string, typeof pythUpdate.$inferSelect>(),
  );
  let stopping = false;

  async function append(): Promise<void> {
    const now = Date.now();
    const hash: Hex = `0x${now.toString(16).padStart(64, "0")}`;
    const blocks = [...heads.values()].map((head) => ({
      chainId: head.chainId,
      number: head.number + 1n,
      hash,
      parentHash: head.hash,
      timestampSeconds: Math.max(head.timestampSeconds, Math.floor(now / 1_000)),
    }));
    const moved = [...feeds.values()].map((row) => {
      const block = blocks.find(({ chainId }) => chainId === row.chainId)!;
      return {
        ...row,
        blockNumber: block.number,
        price: (row.price * BigInt(1_000_000 + random.integer(-SWING_PPM, SWING_PPM))) / 1_000_000n,
        publishTimeSeconds: BigInt(block.timestampSeconds),
        blockTimestampSeconds: block.timestampSeconds,
      };
    });
    await db.transaction(async (transaction) => {
      await transaction.insert(chainBlock).values(blocks);
      await transaction.insert(pythUpdate).values(moved);
    });
    for (const block of blocks) heads.set(block.chainId, block);
  }

  const appending = (async () => {
    while (!stopping) {
      await append();
      await sleep(pauseMilliseconds);
    }
  })();
  // Shows when it stops.
  appending.catch(() => undefined);
  return {
    async stop() {
      stopping = true;
      await appending.finally(() => client.end());
    },
  };
}
