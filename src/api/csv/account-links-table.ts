import type { z } from "@hono/zod-openapi";
import type { accountLinksSchema } from "../answers/account-link.ts";
import { csvTable } from "./csv-table.ts";

export const accountLinksTable = csvTable<z.infer<typeof accountLinksSchema>>()({
  name: "account-links",
  rows: ({ links }) => links,
  columns: [
    ...(["id", "state", "from", "notConfirmedBy", "statement.network"] as const),
    ...(["statement.first", "statement.second"] as const),
    ...(["statement.issuedAt", "statement.expiresAt"] as const),
    ...(["signatures.first", "signatures.second"] as const),
  ],
  answerColumns: ["account", "at"],
});
