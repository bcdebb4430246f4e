import { bigint, index, integer, numeric, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";
import type { HttpFeedKind } from "../http-feeds/http-source.ts";
import { hexBytes, instant } from "./offchain-columns.ts";

const sequence = () => bigint("sequence", { mode: "bigint" }).generatedAlwaysAsIdentity();

/** What was received over HTTP and when; every row belongs to a stream (see `httpFeedStream`). */
export function httpFeedTables(schemaName: string) {
  const schema = pgSchema(schemaName);
  return {
    /** Answers with something new in them, word for word; kept for a while. */
    httpResponse: schema.table(
      "http_response",
      {
        stream: text("stream").notNull(),
        sequence: sequence(),
        service: text("service").$type<HttpFeedKind>().notNull(),
        /** Origin and path, without the base URL's own path, which may be a key. */
        url: text("url").notNull(),
        receivedAt: instant("received_at").notNull(),
        bodySha256: hexBytes("body_sha256").notNull(),
        body: text("body").notNull(),
      },
      (table) => [
        primaryKey({ columns: [table.stream, table.sequence] }),
        index("http_response_received").on(table.stream, table.receivedAt),
      ],
    ),

    /** A value of a feed: rawValue × 10^-decimals. It counts from the block time effectiveSeconds on. */
    httpObservation: schema.table(
      "http_observation",
      {
        stream: text("stream").notNull(),
        /** See `httpFeedKey`. */
        feedKey: text("feed_key").notNull(),
        sequence: sequence(),
        effectiveSeconds: bigint("effective_seconds", { mode: "number" }).notNull(),
        rawValue: numeric("raw_value").notNull(),
        decimals: integer("decimals").notNull(),
        rawConfidence: numeric("raw_confidence"),
        statedConfidenceBps: integer("stated_confidence_bps"),
        sourceSeconds: bigint("source_seconds", { mode: "number" }).notNull(),
        receivedAt: instant("received_at").notNull(),
        bodySha256: hexBytes("body_sha256").notNull(),
        /** The signed update that proves the value by itself; null where nothing was signed. */
        signedUpdate: hexBytes("signed_update"),
      },
      (table) => [
        primaryKey({
          columns: [table.stream, table.feedKey, table.effectiveSeconds, table.sequence],
        }),
      ],
    ),
  };
}
