import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Address } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ParityValue } from "../../core/parity.ts";
import type { ParityComparison, Unread } from "../parity/compare-chain.ts";
import { settleMismatches } from "../parity/settle-mismatches.ts";
import { summariseParity } from "../parity/summarise-parity.ts";
import { parityTables } from "./parity-tables.ts";

/** What is kept of a cleared mismatch. */
const RETENTION_MILLISECONDS = 30 * 86_400_000;

/** The sampler's writes: see `parityTables`. */
export function createParityStore(parameters: {
  db: NodePgDatabase;
  schema: string;
  stream: string;
}) {
  const { db, schema, stream } = parameters;
  const { paritySampler, parityTally, parityMismatch } = parityTables(schema);
  const openOn = (chainId: number) =>
    and(
      eq(parityMismatch.stream, stream),
      eq(parityMismatch.chainId, chainId),
      isNull(parityMismatch.clearedBlockNumber),
    );

  return {
    /** Accounts of which something is open on a chain: they are compared again until it is not. */
    async openAccounts(chainId: number): Promise<Address[]> {
      const rows = await db
        .selectDistinct({ account: parityMismatch.account })
        .from(parityMismatch)
        .where(openOn(chainId));
      return rows.map(({ account }) => account as Address).filter((account) => account.length > 0);
    },

    /** Adds what one chain's comparison at a block came to, at once. */
    async record(found: {
      block: BlockReference;
      comparisons: readonly ParityComparison[];
      unread: readonly Unread[];
      at: Date;
    }): Promise<void> {
      const { block, comparisons, unread, at } = found;
      const { chainId } = block;
      await db.transaction(async (transaction) => {
        for (const one of summariseParity(comparisons)) {
          await transaction
            .insert(parityTally)
            .values({
              stream,
              chainId,
              protocol: one.protocol,
              since: at,
              comparisons: BigInt(one.comparisons),
              mismatches: BigInt(one.mismatches),
              unread: 0n,
              largestUnits: one.largestDifference?.units.toString() ?? null,
              largestWhat: one.largestDifference?.what ?? null,
              lastBlockNumber: block.number,
              lastBlockHash: block.hash,
              lastComparedAt: at,
            })
            .onConflictDoUpdate({
              target: [parityTally.stream, parityTally.chainId, parityTally.protocol],
              set: {
                comparisons: sql`${parityTally.comparisons} + excluded.comparisons`,
                mismatches: sql`${parityTally.mismatches} + excluded.mismatches`,
                largestUnits: sql`greatest(${parityTally.largestUnits}, excluded.largest_units)`,
                largestWhat: sql`CASE WHEN excluded.largest_units > coalesce(${parityTally.largestUnits}, -1)
                  THEN excluded.largest_what ELSE ${parityTally.largestWhat} END`,
                lastBlockNumber: block.number,
                lastBlockHash: block.hash,
                lastComparedAt: at,
              },
            });
        }
        for (const { protocol, reason } of unread) {
          await transaction
            .insert(parityTally)
            .values({
              stream,
              chainId,
              protocol,
              since: at,
              comparisons: 0n,
              mismatches: 0n,
              unread: 1n,
              unreadReason: reason,
            })
            .onConflictDoUpdate({
              target: [parityTally.stream, parityTally.chainId, parityTally.protocol],
              set: { unread: sql`${parityTally.unread} + 1`, unreadReason: reason },
            });
        }
        const open = await transaction.select().from(parityMismatch).where(openOn(chainId));
        const { cleared, opened } = settleMismatches({ open, comparisons, block });
        for (const row of cleared) {
          await transaction
            .update(parityMismatch)
            .set({ clearedBlockNumber: block.number, clearedAt: at })
            .where(
              and(
                openOn(chainId),
                eq(parityMismatch.marketId, row.marketId),
                eq(parityMismatch.account, row.account),
                eq(parityMismatch.what, row.what),
                eq(parityMismatch.blockNumber, row.blockNumber),
              ),
            );
        }
        if (opened.length > 0) {
          await transaction
            .insert(parityMismatch)
            .values(
              opened.map((one) => ({
                stream,
                chainId,
                marketId: one.marketId,
                account: one.account?.toLowerCase() ?? "",
                what: one.what,
                blockNumber: block.number,
                blockHash: block.hash,
                protocol: one.protocol,
                indexed: valueText(one.indexed),
                contract: valueText(one.contract),
                foundAt: at,
              })),
            )
            .onConflictDoNothing();
        }
      });
    },

    /** Ends a round over all chains, and forgets what has long been cleared. */
    async endRound(round: { intervalSeconds: number; at: Date }): Promise<void> {
      const { intervalSeconds, at } = round;
      await db
        .insert(paritySampler)
        .values({ stream, intervalSeconds, rounds: 1n, lastRoundAt: at })
        .onConflictDoUpdate({
          target: paritySampler.stream,
          set: { intervalSeconds, rounds: sql`${paritySampler.rounds} + 1`, lastRoundAt: at },
        });
      await db
        .delete(parityMismatch)
        .where(
          and(
            eq(parityMismatch.stream, stream),
            lt(parityMismatch.clearedAt, new Date(at.getTime() - RETENTION_MILLISECONDS)),
          ),
        );
    },
  };
}

export type ParityStore = ReturnType<typeof createParityStore>;

function valueText(value: ParityValue): string | null {
  return value === null ? null : String(value);
}
