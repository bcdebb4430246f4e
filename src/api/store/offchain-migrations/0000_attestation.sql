CREATE TABLE "attestation" (
  "stream" text NOT NULL,
  "epoch" bigint NOT NULL CHECK ("epoch" > 0),
  "config_hash" bytea NOT NULL CHECK (length("config_hash") = 32),
  "payload" bytea NOT NULL,
  "root" bytea NOT NULL CHECK (length("root") = 32),
  "leaf_count" integer NOT NULL,
  "total" numeric(39, 0) NOT NULL,
  "vector" jsonb NOT NULL,
  "as_of_seconds" bigint NOT NULL,
  "valid_until_seconds" bigint NOT NULL,
  "computed_at" timestamptz NOT NULL,
  "publish_transaction_hash" bytea,
  "publish_block_number" bigint,
  "publish_block_hash" bytea,
  "published_at" timestamptz,
  "sequence" numeric(20, 0),
  "vaa" bytea,
  "vaa_digest" bytea,
  "guardian_set_index" bigint,
  "signed_at" timestamptz,
  "superseded_at" timestamptz,
  "superseded_reason" text,
  PRIMARY KEY ("stream", "epoch"),
  CHECK (("published_at" IS NULL) = ("sequence" IS NULL)),
  CHECK (("signed_at" IS NULL) = ("vaa" IS NULL)),
  CHECK (("superseded_at" IS NULL) = ("superseded_reason" IS NULL))
);
--> statement-breakpoint
CREATE TABLE "attestation_leaf" (
  "stream" text NOT NULL,
  "epoch" bigint NOT NULL,
  "leaf_index" integer NOT NULL,
  "namespace" integer NOT NULL,
  "account" bytea NOT NULL CHECK (length("account") = 20),
  "leaf" bytea NOT NULL CHECK (length("leaf") = 128),
  "breakdown" jsonb NOT NULL,
  PRIMARY KEY ("stream", "epoch", "leaf_index"),
  FOREIGN KEY ("stream", "epoch") REFERENCES "attestation" ("stream", "epoch") ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX "attestation_leaf_account" ON "attestation_leaf" ("stream", "account", "epoch");
--> statement-breakpoint
CREATE TABLE "attestation_tree_level" (
  "stream" text NOT NULL,
  "epoch" bigint NOT NULL,
  "level" integer NOT NULL,
  "hashes" bytea NOT NULL,
  PRIMARY KEY ("stream", "epoch", "level"),
  FOREIGN KEY ("stream", "epoch") REFERENCES "attestation" ("stream", "epoch") ON DELETE CASCADE
);
--> statement-breakpoint
-- Hashes do not compress; stored plainly, a part of a level is read without reading all of it.
ALTER TABLE "attestation_tree_level" ALTER COLUMN "hashes" SET STORAGE EXTERNAL;
--> statement-breakpoint
CREATE TABLE "attestation_transaction" (
  "stream" text NOT NULL,
  "epoch" bigint NOT NULL,
  "purpose" text NOT NULL CHECK ("purpose" IN ('publish', 'deliver')),
  "chain_id" bigint NOT NULL,
  "attempt" integer NOT NULL,
  "nonce" bigint NOT NULL,
  "hash" bytea NOT NULL,
  "raw" bytea NOT NULL,
  "created_at" timestamptz NOT NULL,
  "failed_at" timestamptz,
  "failure" text,
  PRIMARY KEY ("stream", "epoch", "purpose", "chain_id", "attempt"),
  FOREIGN KEY ("stream", "epoch") REFERENCES "attestation" ("stream", "epoch") ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE "attestation_delivery" (
  "stream" text NOT NULL,
  "epoch" bigint NOT NULL,
  "chain_id" bigint NOT NULL,
  "receiver" bytea NOT NULL,
  "transaction_hash" bytea,
  "block_number" bigint,
  "block_hash" bytea,
  "delivered_at" timestamptz,
  "final_at" timestamptz,
  "abandoned_at" timestamptz,
  "abandoned_reason" text,
  "failed_at" timestamptz,
  "failure" text,
  PRIMARY KEY ("stream", "epoch", "chain_id"),
  FOREIGN KEY ("stream", "epoch") REFERENCES "attestation" ("stream", "epoch") ON DELETE CASCADE,
  CHECK (("abandoned_at" IS NULL) = ("abandoned_reason" IS NULL))
);
