import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { type Address, type Hex, hexToBytes } from "viem";
import { decodeLeaf, type Leaf } from "../attestation/leaf.ts";
import { proofIndexes } from "../attestation/merkle-tree.ts";
import { decodeRootPayload, type RootPayload } from "../attestation/root-payload.ts";
import {
  DEFAULT_OFFCHAIN_SCHEMA,
  type OffchainTables,
  offchainTables,
  type StoredBlock,
  type StoredBreakdownEntry,
} from "./offchain-tables.ts";

/** What happened to an attestation on one chain it is for; null until it happens. */
export type AttestationDelivery = Omit<
  OffchainTables["attestationDelivery"]["$inferSelect"],
  "stream" | "epoch"
>;

/** An attestation and what became of it; a part is null until it happens. */
export type AttestationRecord = {
  epoch: bigint;
  /** The message as it was published, and its fields. */
  payload: Hex;
  root: RootPayload;
  /** The block vector by chain id. */
  vector: readonly StoredBlock[];
  computedAt: Date;
  /** `publishedAt` is the time of the block. */
  publication: {
    transactionHash: Hex;
    blockNumber: bigint;
    blockHash: Hex;
    sequence: bigint;
    publishedAt: Date;
  } | null;
  /** The VAA, verified before it was stored. `digest` is its replay key. */
  signature: { vaa: Hex; digest: Hex; guardianSetIndex: number; signedAt: Date } | null;
  deliveries: readonly AttestationDelivery[];
  /** Given up, with the reason: expired on the way, or its blocks were reorganised away. */
  superseded: { at: Date; reason: string } | null;
};

/** An account's line of an attestation with what proves it: the arguments of the receiver's `valueOf`. */
export type AttestedAccount = {
  leafIndex: number;
  leaf: Leaf;
  leafBytes: Hex;
  /** Siblings from the leaf up. */
  proof: readonly Hex[];
  breakdown: readonly StoredBreakdownEntry[];
};

export type AttestationReader = {
  /**
   * The attestation of the highest epoch that was not given up; with `signed` the highest that
   * guardians have signed. Null where there is none.
   */
  latest(filter?: { signed: boolean }): Promise<AttestationRecord | null>;
  byEpoch(epoch: bigint): Promise<AttestationRecord | null>;
  /** Those below an epoch (null: all), also those given up, the highest epoch first. */
  list(parameters: { below: bigint | null; limit: number }): Promise<AttestationRecord[]>;
  /**
   * The lines of an address: one of namespace 0 for an externally owned account, one per chain for a
   * contract, none for an account that the attestation does not list. Null where the leaves of the
   * epoch are not kept any more, or there is no such epoch: then nothing is known.
   */
  accounts(parameters: { epoch: bigint; address: Address }): Promise<AttestedAccount[] | null>;
};

const HASH_LENGTH = 32;
/** undefined_table and invalid_schema_name: no worker has ever started here. */
const NO_TABLES: readonly string[] = ["42P01", "3F000"];

/** Reads a stream's attestations (see `attestationStream`). Before a worker ever ran there are none. */
export function createAttestationReader(parameters: {
  db: NodePgDatabase;
  stream: string;
  schema?: string;
}): AttestationReader {
  const { db, stream } = parameters;
  const tables = offchainTables(parameters.schema ?? DEFAULT_OFFCHAIN_SCHEMA);
  const { attestation, attestationDelivery, attestationLeaf, attestationTreeLevel } = tables;

  const toRecords = async (
    rows: readonly OffchainTables["attestation"]["$inferSelect"][],
  ): Promise<AttestationRecord[]> => {
    if (rows.length === 0) return [];
    const epochs = rows.map(({ epoch }) => epoch);
    const deliveries = await db
      .select()
      .from(attestationDelivery)
      .where(
        and(eq(attestationDelivery.stream, stream), inArray(attestationDelivery.epoch, epochs)),
      )
      .orderBy(asc(attestationDelivery.chainId));
    return rows.map((row) => ({
      epoch: row.epoch,
      payload: row.payload,
      root: decodeRootPayload(hexToBytes(row.payload)),
      vector: row.vector,
      computedAt: row.computedAt,
      publication: publicationOf(row),
      signature: signatureOf(row),
      deliveries: deliveries
        .filter(({ epoch }) => epoch === row.epoch)
        .map(({ stream: _stream, epoch: _epoch, ...delivery }) => delivery),
      superseded:
        row.supersededAt === null || row.supersededReason === null
          ? null
          : { at: row.supersededAt, reason: row.supersededReason },
    }));
  };

  const toRecord = async (
    rows: readonly OffchainTables["attestation"]["$inferSelect"][],
  ): Promise<AttestationRecord | null> => (await toRecords(rows))[0] ?? null;

  const readProof = async (epoch: bigint, index: number, leafCount: number): Promise<Hex[]> => {
    const siblings = proofIndexes({ index, leafCount });
    if (siblings.length === 0) return [];
    const offsets = sql.join(
      siblings.map((sibling, level) => sql`(${level}::int, ${sibling * HASH_LENGTH + 1}::int)`),
      sql`, `,
    );
    const { rows } = await db.execute<{ hash: Buffer }>(sql`
      SELECT substring(tree.hashes FROM wanted.start FOR ${HASH_LENGTH}) AS hash
      FROM (VALUES ${offsets}) AS wanted (level, start)
      JOIN ${attestationTreeLevel} AS tree
        ON tree.stream = ${stream} AND tree.epoch = ${epoch} AND tree.level = wanted.level
      ORDER BY wanted.level`);
    return rows.map(({ hash }): Hex => `0x${hash.toString("hex")}`);
  };

  return {
    latest: (filter) =>
      ifTables(null, async () => {
        const rows = await db
          .select()
          .from(attestation)
          .where(
            and(
              eq(attestation.stream, stream),
              isNull(attestation.supersededAt),
              filter?.signed === true ? isNotNull(attestation.signedAt) : undefined,
            ),
          )
          .orderBy(desc(attestation.epoch))
          .limit(1);
        return await toRecord(rows);
      }),

    byEpoch: (epoch) =>
      ifTables(null, async () => {
        const rows = await db
          .select()
          .from(attestation)
          .where(and(eq(attestation.stream, stream), eq(attestation.epoch, epoch)));
        return await toRecord(rows);
      }),

    async list({ below, limit }) {
      const records = await ifTables(null, async () => {
        const rows = await db
          .select()
          .from(attestation)
          .where(
            and(
              eq(attestation.stream, stream),
              below === null ? undefined : lt(attestation.epoch, below),
            ),
          )
          .orderBy(desc(attestation.epoch))
          .limit(limit);
        return await toRecords(rows);
      });
      return records ?? [];
    },

    accounts: ({ epoch, address }) =>
      ifTables(null, async () => {
        const kept = await db
          .select({ leafIndex: attestationLeaf.leafIndex })
          .from(attestationLeaf)
          .where(and(eq(attestationLeaf.stream, stream), eq(attestationLeaf.epoch, epoch)))
          .limit(1);
        if (kept.length === 0) return null;
        const rows = await db
          .select({ line: attestationLeaf, leafCount: attestation.leafCount })
          .from(attestationLeaf)
          .innerJoin(
            attestation,
            and(
              eq(attestation.stream, attestationLeaf.stream),
              eq(attestation.epoch, attestationLeaf.epoch),
            ),
          )
          .where(
            and(
              eq(attestationLeaf.stream, stream),
              eq(attestationLeaf.epoch, epoch),
              eq(attestationLeaf.account, address),
            ),
          )
          .orderBy(asc(attestationLeaf.leafIndex));
        return await Promise.all(
          rows.map(async ({ line, leafCount }) => ({
            leafIndex: line.leafIndex,
            leaf: decodeLeaf(hexToBytes(line.leaf)),
            leafBytes: line.leaf,
            proof: await readProof(epoch, line.leafIndex, leafCount),
            breakdown: line.breakdown,
          })),
        );
      }),
  };
}

function publicationOf(
  row: OffchainTables["attestation"]["$inferSelect"],
): AttestationRecord["publication"] {
  const { publishTransactionHash, publishBlockNumber, publishBlockHash, publishedAt } = row;
  if (
    publishTransactionHash === null ||
    publishBlockNumber === null ||
    publishBlockHash === null ||
    publishedAt === null ||
    row.sequence === null
  ) {
    return null;
  }
  return {
    transactionHash: publishTransactionHash,
    blockNumber: publishBlockNumber,
    blockHash: publishBlockHash,
    sequence: BigInt(row.sequence),
    publishedAt,
  };
}

function signatureOf(
  row: OffchainTables["attestation"]["$inferSelect"],
): AttestationRecord["signature"] {
  const { vaa, vaaDigest, guardianSetIndex, signedAt } = row;
  if (vaa === null || vaaDigest === null || guardianSetIndex === null || signedAt === null) {
    return null;
  }
  return { vaa, digest: vaaDigest, guardianSetIndex, signedAt };
}

async function ifTables<Result>(none: null, read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === "string" && NO_TABLES.includes(code)) return none;
    throw error;
  }
}
