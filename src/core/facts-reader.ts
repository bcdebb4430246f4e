import type { NodePgDatabase } from "drizzle-orm/node-postgres";

/**
 * Read access to the indexed tables inside one snapshot (a REPEATABLE READ, READ ONLY transaction),
 * so that everything read for one answer belongs to the same state of the index.
 */
export type FactsReader = Pick<
  NodePgDatabase,
  "select" | "selectDistinct" | "selectDistinctOn" | "execute"
>;
