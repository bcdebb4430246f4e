import type { z } from "@hono/zod-openapi";
import type { attestationListSchema } from "../answers/attestation.ts";
import { csvTable, quantityColumns } from "./csv-table.ts";

export const attestationsTable = csvTable<z.infer<typeof attestationListSchema>>()({
  name: "attestations",
  rows: ({ items }) => items,
  columns: [
    ...(["epoch", "state", "asOf", "validUntil", "computedAt", "flags", "leafCount"] as const),
    ...quantityColumns("total"),
    ...(["root", "publication.chain", "publication.sequence", "publication.transaction"] as const),
    ...(["publication.publishedAt", "signature.guardianSetIndex", "signature.signedAt"] as const),
    ...(["deliveries.chain", "deliveries.state", "superseded.reason"] as const),
    ...(["at", "methodology.hash"] as const),
  ],
});
