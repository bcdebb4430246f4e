import { bigint, index, integer, numeric, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";
import { hexBytes, instant } from "./offchain-columns.ts";

/** Whose parity: one index of one network. A new release with a schema of its own counts anew. */
export function parityStream(parameters: { networkName: string; indexSchema: string }): string {
  return `${parameters.networkName}/${parameters.indexSchema}`;
}

/** What the sampler finds; every row belongs to a stream (see `parityStream`). */
export function parityTables(schemaName: string) {
  const schema = pgSchema(schemaName);
  return {
    paritySampler: schema.table("parity_sampler", {
      stream: text("stream").primaryKey(),
      intervalSeconds: integer("interval_seconds").notNull(),
      rounds: bigint("rounds", { mode: "bigint" }).notNull(),
      lastRoundAt: instant("last_round_at").notNull(),
    }),

    /** Sums since the first round of the stream. */
    parityTally: schema.table(
      "parity_tally",
      {
        stream: text("stream").notNull(),
        chainId: bigint("chain_id", { mode: "number" }).notNull(),
        protocol: text("protocol").notNull(),
        since: instant("since").notNull(),
        comparisons: bigint("comparisons", { mode: "bigint" }).notNull(),
        mismatches: bigint("mismatches", { mode: "bigint" }).notNull(),
        /** Rounds in which no node answered, and what the last one of them said. */
        unread: bigint("unread", { mode: "bigint" }).notNull(),
        unreadReason: text("unread_reason"),
        largestUnits: numeric("largest_units"),
        largestWhat: text("largest_what"),
        lastBlockNumber: bigint("last_block_number", { mode: "bigint" }),
        lastBlockHash: hexBytes("last_block_hash"),
        lastComparedAt: instant("last_compared_at"),
      },
      (table) => [primaryKey({ columns: [table.stream, table.chainId, table.protocol] })],
    ),

    /**
     * A value that the index and a contract stated differently, from the block where that was found to
     * the one where both were found to state the same.
     */
    parityMismatch: schema.table(
      "parity_mismatch",
      {
        stream: text("stream").notNull(),
        chainId: bigint("chain_id", { mode: "number" }).notNull(),
        marketId: text("market_id").notNull(),
        /** Lower case; empty for a value of the market itself. */
        account: text("account").notNull(),
        what: text("what").notNull(),
        blockNumber: bigint("block_number", { mode: "bigint" }).notNull(),
        blockHash: hexBytes("block_hash").notNull(),
        protocol: text("protocol").notNull(),
        indexed: text("indexed"),
        contract: text("contract"),
        foundAt: instant("found_at").notNull(),
        clearedBlockNumber: bigint("cleared_block_number", { mode: "bigint" }),
        clearedAt: instant("cleared_at"),
      },
      (table) => [
        primaryKey({
          columns: [
            table.stream,
            table.chainId,
            table.marketId,
            table.account,
            table.what,
            table.blockNumber,
          ],
        }),
        index("parity_mismatch_block").on(table.stream, table.chainId, table.blockNumber),
      ],
    ),
  };
}
