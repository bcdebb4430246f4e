import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgSchema,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import { hexBytes, instant, rawBytes } from "./offchain-columns.ts";

/** Where attestations and what parity finds are kept unless the installation names another Postgres schema. */
export const DEFAULT_OFFCHAIN_SCHEMA = "ballast_offchain";

/** A chain's block in a stored vector: bigint as a decimal string. */
export type StoredBlock = {
  chainId: number;
  number: string;
  hash: Hex;
  timestampSeconds: number;
};

/** A position behind a leaf as stored: bigint as decimal strings. */
export type StoredBreakdownEntry = {
  chainId: number;
  protocol: string;
  marketId: string;
  kind: "collateral" | "debt";
  asset: string;
  holder: string;
  amount: string;
  value: string | null;
  haircutBps: number;
  securesDebt: boolean;
  locked: boolean;
};

/**
 * The tables that Ballast writes itself, apart from Ponder's: they outlive its releases. Every row
 * belongs to a stream, one emitter of one network (see `attestationStream`). What happened is a
 * fact column that is null until it happens; a status is derived from them when it is read.
 */
export function offchainTables(schemaName: string) {
  const schema = pgSchema(schemaName);
  const attestationKey = () => ({
    stream: text("stream").notNull(),
    epoch: bigint("epoch", { mode: "bigint" }).notNull(),
  });

  return {
    attestation: schema.table(
      "attestation",
      {
        ...attestationKey(),
        configHash: hexBytes("config_hash").notNull(),
        payload: hexBytes("payload").notNull(),
        root: hexBytes("root").notNull(),
        leafCount: integer("leaf_count").notNull(),
        total: numeric("total", { precision: 39, scale: 0 }).notNull(),
        vector: jsonb("vector").$type<StoredBlock[]>().notNull(),
        asOfSeconds: bigint("as_of_seconds", { mode: "number" }).notNull(),
        validUntilSeconds: bigint("valid_until_seconds", { mode: "number" }).notNull(),
        computedAt: instant("computed_at").notNull(),
        publishTransactionHash: hexBytes("publish_transaction_hash"),
        publishBlockNumber: bigint("publish_block_number", { mode: "bigint" }),
        publishBlockHash: hexBytes("publish_block_hash"),
        publishedAt: instant("published_at"),
        sequence: numeric("sequence", { precision: 20, scale: 0 }),
        vaa: hexBytes("vaa"),
        vaaDigest: hexBytes("vaa_digest"),
        guardianSetIndex: bigint("guardian_set_index", { mode: "number" }),
        signedAt: instant("signed_at"),
        supersededAt: instant("superseded_at"),
        supersededReason: text("superseded_reason"),
      },
      (table) => [primaryKey({ columns: [table.stream, table.epoch] })],
    ),

    attestationLeaf: schema.table(
      "attestation_leaf",
      {
        ...attestationKey(),
        leafIndex: integer("leaf_index").notNull(),
        namespace: integer("namespace").notNull(),
        /** The address, 20 bytes. */
        account: hexBytes("account").notNull(),
        leaf: hexBytes("leaf").notNull(),
        breakdown: jsonb("breakdown").$type<StoredBreakdownEntry[]>().notNull(),
      },
      (table) => [
        primaryKey({ columns: [table.stream, table.epoch, table.leafIndex] }),
        index("attestation_leaf_account").on(table.stream, table.account, table.epoch),
      ],
    ),

    /** The tree's levels from the leaf hashes up, so that a proof needs no rebuilding. */
    attestationTreeLevel: schema.table(
      "attestation_tree_level",
      {
        ...attestationKey(),
        level: integer("level").notNull(),
        hashes: rawBytes("hashes").notNull(),
      },
      (table) => [primaryKey({ columns: [table.stream, table.epoch, table.level] })],
    ),

    /** Each transaction that was ever signed, stored before it was sent. */
    attestationTransaction: schema.table(
      "attestation_transaction",
      {
        ...attestationKey(),
        purpose: text("purpose").$type<"publish" | "deliver">().notNull(),
        chainId: bigint("chain_id", { mode: "number" }).notNull(),
        attempt: integer("attempt").notNull(),
        nonce: bigint("nonce", { mode: "number" }).notNull(),
        hash: hexBytes("hash").notNull(),
        raw: hexBytes("raw").notNull(),
        createdAt: instant("created_at").notNull(),
        failedAt: instant("failed_at"),
        failure: text("failure"),
      },
      (table) => [
        primaryKey({
          columns: [table.stream, table.epoch, table.purpose, table.chainId, table.attempt],
        }),
      ],
    ),

    attestationDelivery: schema.table(
      "attestation_delivery",
      {
        ...attestationKey(),
        chainId: bigint("chain_id", { mode: "number" }).notNull(),
        receiver: hexBytes("receiver").notNull(),
        /** Null with a `deliveredAt` where somebody else delivered the root. */
        transactionHash: hexBytes("transaction_hash"),
        blockNumber: bigint("block_number", { mode: "bigint" }),
        blockHash: hexBytes("block_hash"),
        deliveredAt: instant("delivered_at"),
        /** When the delivery's block was final on its chain. */
        finalAt: instant("final_at"),
        abandonedAt: instant("abandoned_at"),
        abandonedReason: text("abandoned_reason"),
        /** Why the last try failed, while it is tried again. */
        failedAt: instant("failed_at"),
        failure: text("failure"),
      },
      (table) => [primaryKey({ columns: [table.stream, table.epoch, table.chainId] })],
    ),
  };
}

export type OffchainTables = ReturnType<typeof offchainTables>;
