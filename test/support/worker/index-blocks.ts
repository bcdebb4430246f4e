import { and, eq, gte } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { PublicClient } from "viem";
import { chainBlock } from "../../../src/blocks/schema.ts";

const REORGANISED_AT_MOST = 25n;

/**
 * Fills chain_block with a chain's finalized blocks as they are now, as Ponder would, and drops what
 * is gone. Later blocks stay out, so that the settled vector moves only when a test indexes anew.
 */
export async function indexBlocks(parameters: {
  db: NodePgDatabase;
  chainId: number;
  client: Pick<PublicClient, "getBlock">;
}): Promise<void> {
  const { db, chainId, client } = parameters;
  const { number: last } = await client.getBlock({ blockTag: "finalized" });
  const first = last > REORGANISED_AT_MOST ? last - REORGANISED_AT_MOST : 0n;
  const numbers = Array.from({ length: Number(last - first) + 1 }, (_, n) => first + BigInt(n));
  const blocks = await Promise.all(numbers.map((blockNumber) => client.getBlock({ blockNumber })));
  await db.transaction(async (transaction) => {
    const fromFirst = and(eq(chainBlock.chainId, chainId), gte(chainBlock.number, first));
    await transaction.delete(chainBlock).where(fromFirst);
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
