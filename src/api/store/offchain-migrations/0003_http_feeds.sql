CREATE TABLE "http_response" (
  "stream" text NOT NULL,
  "sequence" bigint GENERATED ALWAYS AS IDENTITY,
  "service" text NOT NULL,
  "url" text NOT NULL,
  "received_at" timestamptz NOT NULL,
  "body_sha256" bytea NOT NULL,
  "body" text NOT NULL,
  PRIMARY KEY ("stream", "sequence")
);
--> statement-breakpoint
CREATE INDEX "http_response_received" ON "http_response" ("stream", "received_at");
--> statement-breakpoint
CREATE TABLE "http_observation" (
  "stream" text NOT NULL,
  "feed_key" text NOT NULL,
  "sequence" bigint GENERATED ALWAYS AS IDENTITY,
  -- The block time from which on it counts: later than any that was indexed when it was stored.
  "effective_seconds" bigint NOT NULL,
  "raw_value" numeric NOT NULL,
  "decimals" integer NOT NULL,
  "raw_confidence" numeric,
  "stated_confidence_bps" integer,
  "source_seconds" bigint NOT NULL,
  "received_at" timestamptz NOT NULL,
  "body_sha256" bytea NOT NULL,
  "signed_update" bytea,
  PRIMARY KEY ("stream", "feed_key", "effective_seconds", "sequence"),
  CHECK ("stated_confidence_bps" BETWEEN 0 AND 10000)
);
