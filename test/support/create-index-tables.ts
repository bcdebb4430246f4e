import { getTableName, is } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import pg from "pg";

/**
 * Makes Ponder's tables in a schema as Ponder would, with its meta row, for tests that read an index
 * without running one.
 */
export async function createIndexTables(parameters: {
  connectionString: string;
  schema: string;
  tables: readonly PgTable[];
  ready: boolean;
}): Promise<void> {
  const client = new pg.Client({ connectionString: parameters.connectionString });
  await client.connect();
  try {
    const schema = client.escapeIdentifier(parameters.schema);
    await client.query(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
    await client.query("CREATE TABLE _ponder_meta (key text PRIMARY KEY, value jsonb NOT NULL)");
    await client.query("INSERT INTO _ponder_meta VALUES ('app', $1)", [
      { is_ready: parameters.ready ? 1 : 0 },
    ]);
    for (const table of parameters.tables) await client.query(createTableStatement(table));
  } finally {
    await client.end();
  }
}

function createTableStatement(table: PgTable): string {
  if (!is(table, PgTable)) throw new TypeError("Not a table.");
  const { columns, primaryKeys } = getTableConfig(table);
  const name = (column: { name: string; keyAsName: boolean }) =>
    `"${column.keyAsName ? toSnakeCase(column.name) : column.name}"`;
  const lines = columns.map(
    (column) => `${name(column)} ${column.getSQLType()}${column.notNull ? " NOT NULL" : ""}`,
  );
  const keys = primaryKeys.map((key) => `PRIMARY KEY (${key.columns.map(name).join(", ")})`);
  return `CREATE TABLE "${getTableName(table)}" (${[...lines, ...keys].join(", ")})`;
}
