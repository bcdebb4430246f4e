import { sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { PublicClient } from "viem";
import { chainBlock } from "../../../src/blocks/schema.ts";

/** Fills chain_block with a chain's blocks as they are now, as Ponder would, and drops what is gone. */
export async function indexBlocks(parameters: {
  db: NodePgDatabase;
  chainId: number;
  client: Pick<PublicClient, "getBlock" | "getBlockNumber">;
}): Promise<void> {
  const { db, chainId, client } = parameters;
  const head = await client.getBlockNumber({ cacheTime: 0 });
  const numbers = Array.from({ length: Number(head) + 1 }, (_, number) => BigInt(number));
  const blocks = await Promise.all(numbers.map((blockNumber) => client.getBlock({ blockNumber })));
  await db.transaction(async (transaction) => {
    await transaction.delete(chainBlock).where(sql`${chainBlock.chainId} = ${chainId}`);
    await transaction.insert(chainBlock).values(
      blocks.map((block) => ({
        chainId,
        number: block.number,
        hash: block.hash,
        parentHash: block.parentHash,
        timestampSeconds: Number(block.timestamp),
      })),
    );
  });
}
