import { sql } from "drizzle-orm";
import type { FactsReader } from "../../core/facts-reader.ts";

/**
 * Tells whether an offchain table exists: the worker makes them, and none may have run yet. What once
 * existed is not asked for again.
 */
export function createTableProbe(schema: string, table: string) {
  let found = false;
  return async (on: Pick<FactsReader, "execute">): Promise<boolean> => {
    if (found) return true;
    const { rows } = await on.execute<{ found: boolean }>(
      sql`SELECT to_regclass(${`"${schema}"."${table}"`}) IS NOT NULL AS found`,
    );
    found = rows[0]?.found === true;
    return found;
  };
}
