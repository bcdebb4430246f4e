import type { z } from "@hono/zod-openapi";
import type { currentMethodologySchema } from "../answers/methodology.ts";
import { csvTable } from "./csv-table.ts";

export const methodologiesTable = csvTable<z.infer<typeof currentMethodologySchema>>()({
  name: "methodologies",
  rows: ({ versions }) => versions,
  columns: ["version", "hash", "url", "activation.chain", "activation.block", "registeredAt"],
});
