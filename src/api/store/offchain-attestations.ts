import { and, asc, desc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { bytesToHex, type Hex } from "viem";
import type { BlockVector } from "../../core/block-vector.ts";
import type { BreakdownEntry } from "../attestation/breakdown.ts";
import type { Attestation } from "../attestation/build-attestation.ts";
import type { OffchainTables, StoredBlock, StoredBreakdownEntry } from "./offchain-tables.ts";

export type StoredAttestation = OffchainTables["attestation"]["$inferSelect"];

/** Where a stream's attestations are kept. */
export type AttestationPlace = { db: NodePgDatabase; tables: OffchainTables; stream: string };

/** Rows of leaves per INSERT: six parameters each, well below the protocol's 65,535. */
const LEAVES_PER_INSERT = 2_000;

/** The worker's writes and reads of attestations. Every write is one fact, or one transaction of them. */
export function createAttestationStore({ db, tables, stream }: AttestationPlace) {
  const { attestation, attestationLeaf, attestationTreeLevel, attestationDelivery } = tables;
  const rowOf = (epoch: bigint) =>
    and(eq(attestation.stream, stream), eq(attestation.epoch, epoch));

  return {
    /** The attestation of the highest epoch, whatever became of it; null before the first. */
    async newest(): Promise<StoredAttestation | null> {
      const [row] = await db
        .select()
        .from(attestation)
        .where(eq(attestation.stream, stream))
        .orderBy(desc(attestation.epoch))
        .limit(1);
      return row ?? null;
    },

    /** Attestations that still have something to be done for them, oldest first. */
    async unfinished(): Promise<StoredAttestation[]> {
      const openDelivery = db
        .select({ one: sql`1` })
        .from(attestationDelivery)
        .where(
          and(
            eq(attestationDelivery.stream, attestation.stream),
            eq(attestationDelivery.epoch, attestation.epoch),
            isNull(attestationDelivery.finalAt),
            isNull(attestationDelivery.abandonedAt),
          ),
        );
      return await db
        .select()
        .from(attestation)
        .where(
          and(
            eq(attestation.stream, stream),
            isNull(attestation.supersededAt),
            or(isNull(attestation.signedAt), sql`exists ${openDelivery}`),
          ),
        )
        .orderBy(asc(attestation.epoch));
    },

    /**
     * Stores an attestation with all its leaves, its tree and its deliveries to come, at once.
     * @throws the database's unique violation where another worker has stored the epoch.
     */
    async insert(parameters: {
      attestation: Attestation;
      vector: BlockVector;
      computedAt: Date;
      targets: readonly { chainId: number; receiver: Hex }[];
    }): Promise<void> {
      const { payload, payloadBytes, leaves, tree } = parameters.attestation;
      const { epoch } = payload;
      await db.transaction(async (transaction) => {
        await transaction.insert(attestation).values({
          stream,
          epoch,
          configHash: payload.configHash,
          payload: bytesToHex(payloadBytes),
          root: payload.root,
          leafCount: payload.leafCount,
          total: payload.total.toString(),
          vector: storedVector(parameters.vector),
          asOfSeconds: payload.asOfSeconds,
          validUntilSeconds: payload.validUntilSeconds,
          computedAt: parameters.computedAt,
        });
        for (let from = 0; from < leaves.length; from += LEAVES_PER_INSERT) {
          await transaction.insert(attestationLeaf).values(
            leaves
              .slice(from, from + LEAVES_PER_INSERT)
              .map(({ leaf, bytes, breakdown }, index) => ({
                stream,
                epoch,
                leafIndex: from + index,
                namespace: leaf.namespace,
                account: `0x${leaf.account.slice(-40)}` as const,
                leaf: bytesToHex(bytes),
                breakdown: breakdown.map(storedBreakdownEntry),
              })),
          );
        }
        await transaction
          .insert(attestationTreeLevel)
          .values(tree.levels.map((hashes, level) => ({ stream, epoch, level, hashes })));
        await transaction
          .insert(attestationDelivery)
          .values(parameters.targets.map((target) => ({ stream, epoch, ...target })));
      });
    },

    async recordPublished(parameters: {
      epoch: bigint;
      transactionHash: Hex;
      blockNumber: bigint;
      blockHash: Hex;
      sequence: bigint;
      publishedAt: Date;
    }): Promise<void> {
      await db
        .update(attestation)
        .set({
          publishTransactionHash: parameters.transactionHash,
          publishBlockNumber: parameters.blockNumber,
          publishBlockHash: parameters.blockHash,
          publishedAt: parameters.publishedAt,
          sequence: parameters.sequence.toString(),
        })
        .where(rowOf(parameters.epoch));
    },

    /** Takes a publication back that a reorganisation undid. */
    async clearPublished(epoch: bigint): Promise<void> {
      await db
        .update(attestation)
        .set({
          publishTransactionHash: null,
          publishBlockNumber: null,
          publishBlockHash: null,
          publishedAt: null,
          sequence: null,
        })
        .where(rowOf(epoch));
    },

    async recordSigned(parameters: {
      epoch: bigint;
      vaa: Hex;
      vaaDigest: Hex;
      guardianSetIndex: number;
      signedAt: Date;
    }): Promise<void> {
      const { epoch, ...facts } = parameters;
      await db.update(attestation).set(facts).where(rowOf(epoch));
    },

    /**
     * Forgets the leaves and trees of attestations computed before a time; the attestations stay.
     * The newest one keeps its own.
     */
    async pruneLeaves(before: Date): Promise<void> {
      const [oldest] = await db
        .select({
          epoch: sql<string | null>`coalesce(
          min(${attestation.epoch}) FILTER (WHERE ${gte(attestation.computedAt, before)}),
          max(${attestation.epoch}))`,
        })
        .from(attestation)
        .where(eq(attestation.stream, stream));
      if (oldest?.epoch == null) return;
      const epoch = BigInt(oldest.epoch);
      await db.transaction(async (transaction) => {
        for (const table of [attestationLeaf, attestationTreeLevel]) {
          await transaction
            .delete(table)
            .where(and(eq(table.stream, stream), lt(table.epoch, epoch)));
        }
      });
    },

    /** Ends the work on an attestation for good, with the reason. */
    async supersede(parameters: { epoch: bigint; reason: string; at: Date }): Promise<void> {
      await db
        .update(attestation)
        .set({ supersededAt: parameters.at, supersededReason: parameters.reason })
        .where(and(rowOf(parameters.epoch), isNull(attestation.supersededAt)));
    },
  };
}

export type AttestationStore = ReturnType<typeof createAttestationStore>;

export function storedVector(vector: BlockVector): StoredBlock[] {
  return [...vector.values()].map((block) => ({ ...block, number: block.number.toString() }));
}

function storedBreakdownEntry(entry: BreakdownEntry): StoredBreakdownEntry {
  const { wormholeChainId: _, ...rest } = entry;
  return {
    ...rest,
    amount: entry.amount.toString(),
    value: entry.value === null ? null : entry.value.toString(),
  };
}
