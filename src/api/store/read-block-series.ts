import { asc, eq, sql } from "drizzle-orm";
import type { Hex } from "viem";
import { chainBlock } from "../../blocks/schema.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { unionOf } from "../../core/union-of.ts";

/**
 * For each time (unix seconds) the block vector that `at` of that time means: of each chain the
 * newest indexed block at or before it. A chain that has none yet is absent. One query.
 */
export async function readBlockSeries(parameters: {
  facts: FactsReader;
  chainIds: readonly number[];
  times: readonly number[];
}): Promise<BlockVector[]> {
  const { facts, chainIds, times } = parameters;
  if (times.length === 0 || chainIds.length === 0) return times.map(() => new Map());
  const { rows } = await facts.execute<{
    position: string;
    chainId: number;
    number: string;
    hash: Hex;
    timestampSeconds: number;
  }>(sql`
    SELECT step.position, chain.id AS "chainId", block.number, block.hash, block.timestamp_seconds AS "timestampSeconds"
    FROM unnest(${sql.param([...times])}::int[]) WITH ORDINALITY AS step(time, position)
    CROSS JOIN unnest(${sql.param([...chainIds])}::int[]) AS chain(id)
    CROSS JOIN LATERAL (
      SELECT number, hash, timestamp_seconds FROM ${chainBlock}
      WHERE chain_id = chain.id AND timestamp_seconds <= step.time
      ORDER BY timestamp_seconds DESC, number DESC LIMIT 1
    ) AS block
    ORDER BY step.position, chain.id`);
  const vectors = times.map(() => new Map());
  for (const { position, chainId, number, hash, timestampSeconds } of rows) {
    const block = { chainId, number: BigInt(number), hash, timestampSeconds };
    vectors[Number(position) - 1]?.set(chainId, block);
  }
  return vectors;
}

/** The time from which on every chain has an indexed block; null where one has none. */
export async function readIndexBegin(parameters: {
  facts: FactsReader;
  chainIds: readonly number[];
}): Promise<number | null> {
  const { facts, chainIds } = parameters;
  const first = await unionOf(
    chainIds.map((chainId) =>
      facts
        .select({ timestampSeconds: chainBlock.timestampSeconds })
        .from(chainBlock)
        .where(eq(chainBlock.chainId, chainId))
        .orderBy(asc(chainBlock.number))
        .limit(1),
    ),
  );
  if (first.length < chainIds.length) return null;
  return Math.max(...first.map(({ timestampSeconds }) => timestampSeconds));
}
