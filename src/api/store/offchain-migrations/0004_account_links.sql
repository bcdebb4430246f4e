CREATE TABLE "account_link" (
  "stream" text NOT NULL,
  "id" bytea NOT NULL CHECK (length("id") = 32),
  "first" text NOT NULL,
  "second" text NOT NULL,
  "issued_seconds" bigint NOT NULL,
  "expires_seconds" bigint,
  "first_signature" bytea NOT NULL,
  "second_signature" bytea NOT NULL,
  -- The block time from which on it counts: later than any that was indexed when it was stored.
  "effective_seconds" bigint NOT NULL,
  "submitted_at" timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY ("stream", "id"),
  CHECK ("first" < "second" COLLATE "C"),
  CHECK ("expires_seconds" > "issued_seconds")
);
--> statement-breakpoint
CREATE INDEX "account_link_first" ON "account_link" ("stream", "first");
--> statement-breakpoint
CREATE INDEX "account_link_second" ON "account_link" ("stream", "second");
--> statement-breakpoint
CREATE TABLE "account_link_revocation" (
  "stream" text NOT NULL,
  "id" bytea NOT NULL,
  "account" text NOT NULL,
  "signature" bytea NOT NULL,
  -- The block time from which on the link is over.
  "effective_seconds" bigint NOT NULL,
  "submitted_at" timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY ("stream", "id"),
  FOREIGN KEY ("stream", "id") REFERENCES "account_link" ("stream", "id")
);
