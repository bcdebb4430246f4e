CREATE TABLE "parity_sampler" (
  "stream" text PRIMARY KEY,
  "interval_seconds" integer NOT NULL,
  "rounds" bigint NOT NULL,
  "last_round_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parity_tally" (
  "stream" text NOT NULL,
  "chain_id" bigint NOT NULL,
  "protocol" text NOT NULL,
  "since" timestamptz NOT NULL,
  "comparisons" bigint NOT NULL,
  "mismatches" bigint NOT NULL,
  "unread" bigint NOT NULL,
  "unread_reason" text,
  "largest_units" numeric,
  "largest_what" text,
  "last_block_number" bigint,
  "last_block_hash" bytea,
  "last_compared_at" timestamptz,
  PRIMARY KEY ("stream", "chain_id", "protocol"),
  CHECK (("largest_units" IS NULL) = ("largest_what" IS NULL)),
  CHECK (("last_block_number" IS NULL) = ("last_block_hash" IS NULL))
);
--> statement-breakpoint
CREATE TABLE "parity_mismatch" (
  "stream" text NOT NULL,
  "chain_id" bigint NOT NULL,
  "market_id" text NOT NULL,
  -- Empty for a value of the market itself.
  "account" text NOT NULL,
  "what" text NOT NULL,
  "block_number" bigint NOT NULL,
  "block_hash" bytea NOT NULL,
  "protocol" text NOT NULL,
  "indexed" text,
  "contract" text,
  "found_at" timestamptz NOT NULL,
  "cleared_block_number" bigint,
  "cleared_at" timestamptz,
  PRIMARY KEY ("stream", "chain_id", "market_id", "account", "what", "block_number"),
  CHECK (("cleared_at" IS NULL) = ("cleared_block_number" IS NULL))
);
--> statement-breakpoint
CREATE INDEX "parity_mismatch_block" ON "parity_mismatch" ("stream", "chain_id", "block_number");
