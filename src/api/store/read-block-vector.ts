import { and, desc, eq, lte, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { chainBlock } from "../../blocks/schema.ts";
import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";

/** Which block of a chain is asked for: the newest that is indexed, or the newest at or before a limit. */
export type BlockSelector =
  | { kind: "newest" }
  | { kind: "number"; number: bigint }
  | { kind: "time"; timestampSeconds: number };

/**
 * For each chain asked for, the newest indexed block that its selector admits; a chain without such
 * a block is absent. For a block number the answer may be an older block, where that number is
 * before the first indexed one it is absent: callers compare. One query.
 */
export async function readBlockVector(parameters: {
  facts: FactsReader;
  selectors: ReadonlyMap<number, BlockSelector>;
}): Promise<BlockVector> {
  const queries = [...parameters.selectors].map(([chainId, selector]) =>
    blockQuery(parameters.facts, chainId, selector),
  );
  const [first, second, ...rest] = queries;
  if (first === undefined) return new Map();
  const rows = second === undefined ? await first : await unionAll(first, second, ...rest);
  return new Map(
    rows
      .sort((a, b) => a.chainId - b.chainId)
      .map((row): [number, BlockReference] => [row.chainId, row]),
  );
}

function blockQuery(facts: FactsReader, chainId: number, selector: BlockSelector) {
  const onChain = eq(chainBlock.chainId, chainId);
  const query = facts
    .select({
      chainId: chainBlock.chainId,
      number: chainBlock.number,
      hash: chainBlock.hash,
      timestampSeconds: chainBlock.timestampSeconds,
    })
    .from(chainBlock);
  switch (selector.kind) {
    case "newest":
      return query.where(onChain).orderBy(desc(chainBlock.number)).limit(1);
    case "number":
      return query
        .where(and(onChain, lte(chainBlock.number, selector.number)))
        .orderBy(desc(chainBlock.number))
        .limit(1);
    case "time":
      return query
        .where(and(onChain, lte(chainBlock.timestampSeconds, selector.timestampSeconds)))
        .orderBy(desc(chainBlock.timestampSeconds), desc(chainBlock.number))
        .limit(1);
  }
}

/** The newest indexed block of each chain; a chain without any is absent. */
export function readIndexedHeads(parameters: {
  facts: FactsReader;
  chainIds: readonly number[];
}): Promise<BlockVector> {
  return readBlockVector({
    facts: parameters.facts,
    selectors: new Map(parameters.chainIds.map((chainId) => [chainId, { kind: "newest" }])),
  });
}

/** Whether Ponder has finished its backfill, so that the newest block follows the chain's head. */
export async function readIndexReady(facts: FactsReader): Promise<boolean> {
  const result = await facts.execute<{ ready: string | null }>(
    sql`SELECT value->>'is_ready' AS ready FROM _ponder_meta WHERE key = 'app'`,
  );
  return result.rows[0]?.ready === "1";
}
