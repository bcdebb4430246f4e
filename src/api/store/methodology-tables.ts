import { bigint, integer, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";
import { hexBytes, instant } from "./offchain-columns.ts";

/** The methodologies of an installation, one row for each change; a row is never changed. */
export function methodologyTables(schemaName: string) {
  const schema = pgSchema(schemaName);
  return {
    methodologyVersion: schema.table(
      "methodology_version",
      {
        /** Name of the network. */
        stream: text("stream").notNull(),
        sequence: integer("sequence").notNull(),
        hash: hexBytes("hash").notNull(),
        /** Canonical JSON: what the hash is taken of. */
        canonicalText: text("canonical_text").notNull(),
        version: text("version").notNull(),
        /** Both null for the first row, which is in force from the beginning. */
        activationChainId: bigint("activation_chain_id", { mode: "number" }),
        activationBlockNumber: bigint("activation_block_number", { mode: "bigint" }),
        registeredAt: instant("registered_at").notNull(),
      },
      (table) => [primaryKey({ columns: [table.stream, table.sequence] })],
    ),
  };
}
