import { and, asc, eq } from "drizzle-orm";
import type { Hex } from "viem";
import type { AttestationPlace } from "./offchain-attestations.ts";
import type { OffchainTables } from "./offchain-tables.ts";

export type StoredTransaction = OffchainTables["attestationTransaction"]["$inferSelect"];

/** What a transaction is for: one job has at most one transaction that succeeds. */
export type TransactionJob = { epoch: bigint; purpose: "publish" | "deliver"; chainId: number };

/** Signed transactions, kept before they are sent so that a restart sends the same bytes again. */
export function createTransactionStore({ db, tables, stream }: AttestationPlace) {
  const table = tables.attestationTransaction;
  const ofJob = ({ epoch, purpose, chainId }: TransactionJob) =>
    and(
      eq(table.stream, stream),
      eq(table.epoch, epoch),
      eq(table.purpose, purpose),
      eq(table.chainId, chainId),
    );
  const attempts = (job: TransactionJob): Promise<StoredTransaction[]> =>
    db.select().from(table).where(ofJob(job)).orderBy(asc(table.attempt));

  return {
    /** Every attempt at a job, oldest first. */
    attempts,

    /**
     * Stores an attempt; where another worker has stored the same attempt, that one stays.
     * @returns what is stored: the only transaction of this attempt that may be sent.
     */
    async insert(
      parameters: TransactionJob & {
        attempt: number;
        nonce: number;
        hash: Hex;
        raw: Hex;
        createdAt: Date;
      },
    ): Promise<StoredTransaction> {
      await db
        .insert(table)
        .values({ stream, ...parameters })
        .onConflictDoNothing();
      const stored = (await attempts(parameters)).find(
        ({ attempt }) => attempt === parameters.attempt,
      );
      if (stored === undefined) throw new Error("A transaction that was just stored is missing.");
      return stored;
    },

    /** Marks attempts as never to succeed, with the reason. */
    async fail(
      parameters: TransactionJob & { attempt: number; failure: string; failedAt: Date },
    ): Promise<void> {
      await db
        .update(table)
        .set({ failure: parameters.failure, failedAt: parameters.failedAt })
        .where(and(ofJob(parameters), eq(table.attempt, parameters.attempt)));
    },
  };
}

export type TransactionStore = ReturnType<typeof createTransactionStore>;
