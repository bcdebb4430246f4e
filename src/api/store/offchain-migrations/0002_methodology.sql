CREATE TABLE "methodology_version" (
  "stream" text NOT NULL,
  "sequence" integer NOT NULL,
  "hash" bytea NOT NULL CHECK (length("hash") = 32),
  "canonical_text" text NOT NULL,
  "version" text NOT NULL,
  "activation_chain_id" bigint,
  "activation_block_number" bigint,
  "registered_at" timestamptz NOT NULL,
  PRIMARY KEY ("stream", "sequence"),
  CHECK (("activation_chain_id" IS NULL) = ("activation_block_number" IS NULL)),
  CHECK (("sequence" = 1) = ("activation_block_number" IS NULL))
);
