import { bigint, index, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";
import { hexBytes, instant } from "./offchain-columns.ts";

/** Links of accounts and what ended them; a row is never changed. Every row belongs to a stream, a network's name. */
export function accountLinkTables(schemaName: string) {
  const schema = pgSchema(schemaName);
  return {
    accountLink: schema.table(
      "account_link",
      {
        stream: text("stream").notNull(),
        id: hexBytes("id").notNull(),
        first: text("first").notNull(),
        second: text("second").notNull(),
        issuedSeconds: bigint("issued_seconds", { mode: "number" }).notNull(),
        /** Null: never. */
        expiresSeconds: bigint("expires_seconds", { mode: "number" }),
        firstSignature: hexBytes("first_signature").notNull(),
        secondSignature: hexBytes("second_signature").notNull(),
        effectiveSeconds: bigint("effective_seconds", { mode: "number" }).notNull(),
        submittedAt: instant("submitted_at").notNull().defaultNow(),
      },
      (table) => [
        primaryKey({ columns: [table.stream, table.id] }),
        index("account_link_first").on(table.stream, table.first),
        index("account_link_second").on(table.stream, table.second),
      ],
    ),

    accountLinkRevocation: schema.table(
      "account_link_revocation",
      {
        stream: text("stream").notNull(),
        id: hexBytes("id").notNull(),
        account: text("account").notNull(),
        signature: hexBytes("signature").notNull(),
        effectiveSeconds: bigint("effective_seconds", { mode: "number" }).notNull(),
        submittedAt: instant("submitted_at").notNull().defaultNow(),
      },
      (table) => [primaryKey({ columns: [table.stream, table.id] })],
    ),
  };
}
