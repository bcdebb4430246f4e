import { and, asc, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { chainBlock } from "../../blocks/schema.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { OpenMismatch } from "../parity/open-mismatch.ts";
import { createTableProbe } from "./create-table-probe.ts";
import { parityTables } from "./parity-tables.ts";

type Tables = ReturnType<typeof parityTables>;
export type ParityTally = Tables["parityTally"]["$inferSelect"];
export type StoredMismatch = Tables["parityMismatch"]["$inferSelect"];

export type ParityRecord = {
  /** Null before the first round. By the database's clock, which is one for all replicas. */
  sampler: { lastRoundAt: Date; ageSeconds: number; intervalSeconds: number } | null;
  tallies: readonly ParityTally[];
  /** The newest ones, open ones first. */
  mismatches: readonly StoredMismatch[];
};

export type ParityReader = {
  /** What the sampler has found so far. Before one ever ran there is nothing. */
  read(): Promise<ParityRecord>;
  /**
   * The mismatches that are open at a vector: found at a block of its history, not after it, and not
   * cleared by then. Reads in the snapshot of the answer. What was found at a block that the index no
   * longer has does not count.
   */
  openMismatches(parameters: { facts: FactsReader; vector: BlockVector }): Promise<OpenMismatch[]>;
};

const SHOWN_MISMATCHES = 50;
/** More than that do not make an answer more doubtful. */
const READ_MISMATCHES = 200;

/** Reads what parity found of one index (see `parityStream`). */
export function createParityReader(parameters: {
  db: NodePgDatabase;
  schema: string;
  stream: string;
}): ParityReader {
  const { db, schema, stream } = parameters;
  const { paritySampler, parityTally, parityMismatch } = parityTables(schema);
  const tablesExist = createTableProbe(schema, "parity_mismatch");

  return {
    async read() {
      if (!(await tablesExist(db))) return { sampler: null, tallies: [], mismatches: [] };
      const [sampler] = await db
        .select({
          lastRoundAt: paritySampler.lastRoundAt,
          intervalSeconds: paritySampler.intervalSeconds,
          ageSeconds: sql<number>`greatest(0, floor(extract(epoch FROM clock_timestamp() - ${paritySampler.lastRoundAt})))::int`,
        })
        .from(paritySampler)
        .where(eq(paritySampler.stream, stream));
      const tallies = await db
        .select()
        .from(parityTally)
        .where(eq(parityTally.stream, stream))
        .orderBy(asc(parityTally.chainId), asc(parityTally.protocol));
      const mismatches = await db
        .select()
        .from(parityMismatch)
        .where(eq(parityMismatch.stream, stream))
        .orderBy(
          sql`${parityMismatch.clearedAt} IS NOT NULL`,
          desc(parityMismatch.foundAt),
          asc(parityMismatch.marketId),
          asc(parityMismatch.account),
          asc(parityMismatch.what),
        )
        .limit(SHOWN_MISMATCHES);
      return { sampler: sampler ?? null, tallies, mismatches };
    },

    async openMismatches({ facts, vector }) {
      if (vector.size === 0 || !(await tablesExist(facts))) return [];
      const rows = await facts
        .select({ mismatch: parityMismatch })
        .from(parityMismatch)
        .innerJoin(
          chainBlock,
          and(
            eq(chainBlock.chainId, parityMismatch.chainId),
            eq(chainBlock.number, parityMismatch.blockNumber),
            sql`${chainBlock.hash} = '0x' || encode(${parityMismatch.blockHash}, 'hex')`,
          ),
        )
        .where(
          and(
            eq(parityMismatch.stream, stream),
            or(
              ...[...vector.values()].map((block) =>
                and(
                  eq(parityMismatch.chainId, block.chainId),
                  lte(parityMismatch.blockNumber, block.number),
                  or(
                    isNull(parityMismatch.clearedBlockNumber),
                    gt(parityMismatch.clearedBlockNumber, block.number),
                  ),
                ),
              ),
            ),
          ),
        )
        .orderBy(
          asc(parityMismatch.chainId),
          asc(parityMismatch.marketId),
          asc(parityMismatch.account),
          asc(parityMismatch.what),
          asc(parityMismatch.blockNumber),
        )
        .limit(READ_MISMATCHES);
      return rows.map(({ mismatch: { account, ...mismatch } }) => ({
        chainId: mismatch.chainId,
        marketId: mismatch.marketId,
        account: account === "" ? null : (account as `0x${string}`),
        what: mismatch.what,
        blockNumber: mismatch.blockNumber,
        indexed: mismatch.indexed,
        contract: mismatch.contract,
      }));
    },
  };
}
