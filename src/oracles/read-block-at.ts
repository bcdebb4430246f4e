import { and, desc, eq, lte } from "drizzle-orm";
import { chainBlock } from "../blocks/schema.ts";
import type { FactsReader } from "../core/facts-reader.ts";

/** The number of the newest indexed block at or before a time (unix seconds), not above a block; null before the first. */
export async function readBlockAt(parameters: {
  facts: FactsReader;
  chainId: number;
  timestampSeconds: number;
  atMost: bigint;
}): Promise<bigint | null> {
  const { facts, chainId, timestampSeconds, atMost } = parameters;
  const [row] = await facts
    .select({ number: chainBlock.number })
    .from(chainBlock)
    .where(
      and(
        eq(chainBlock.chainId, chainId),
        lte(chainBlock.timestampSeconds, timestampSeconds),
        lte(chainBlock.number, atMost),
      ),
    )
    .orderBy(desc(chainBlock.timestampSeconds), desc(chainBlock.number))
    .limit(1);
  return row?.number ?? null;
}
