import { sql } from "drizzle-orm";
import type { IndexWorld } from "./index-world.ts";

/**
 * A digest of all that the index says of a chain up to a block, by table: of every row of its version
 * tables, which no later block may change.
 */
export async function fingerprintVersions(
  { database, schema }: Pick<IndexWorld, "database" | "schema">,
  { chainId, to }: { chainId: number; to: bigint },
): Promise<Record<string, string>> {
  const { rows: tables } = await database.db.execute<{ name: string }>(sql`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = ${schema} AND column_name = 'block_number'
      AND table_name LIKE '%\\_version' AND table_name NOT LIKE '\\_%'
    ORDER BY table_name`);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
    const { rows } = await database.db.execute<{ count: string; digest: string | null }>(sql`
      SELECT count(*) AS count, md5(string_agg(one::text, ' ' ORDER BY one::text)) AS digest
      FROM ${table} one WHERE chain_id = ${chainId} AND block_number <= ${to}`);
    const { count, digest } = rows[0]!;
    digests[name] = `${count} rows, ${digest}`;
  }
  return digests;
}
