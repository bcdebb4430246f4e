import { and, desc, eq, lte } from "drizzle-orm";
import { chainBlock } from "../blocks/schema.ts";
import type { FactsReader } from "../core/facts-reader.ts";

/** The number of the newest indexed block at or before a time (unix seconds), not above a block; null before the first. */
export async function readBlockAt(parameters: Moment): Promise<bigint | null> {
  const { facts, chainId, timestampSeconds, atMost } = parameters;
  const key = `${chainId} ${timestampSeconds} ${atMost}`;
  const known = found.get(facts) ?? new Map<string, Promise<bigint | null>>();
  found.set(facts, known);
  const reading = known.get(key) ?? readNumber(parameters);
  known.set(key, reading);
  return reading;
}

type Moment = {
  facts: FactsReader;
  chainId: number;
  timestampSeconds: number;
  atMost: bigint;
};

/** Every reader of a window asks for its begin, and a snapshot sees the same blocks for as long as it lasts. */
const found = new WeakMap<FactsReader, Map<string, Promise<bigint | null>>>();

async function readNumber(parameters: Moment): Promise<bigint | null> {
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
