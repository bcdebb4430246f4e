import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";

const migrationsFolder = fileURLToPath(new URL("./offchain-migrations", import.meta.url));

/**
 * Brings the offchain tables of a Postgres schema up to date, creating the schema where it is
 * missing. Safe to call at every start and from several processes at once: an advisory lock lets
 * one of them work while the others wait.
 * @throws Error of the database where the role may not create schemas.
 */
export async function migrateOffchainTables(parameters: {
  connectionString: string;
  schema: string;
}): Promise<void> {
  const client = new Client({
    connectionString: parameters.connectionString,
    application_name: "ballast-migrate",
  });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [
      `ballast-migrate:${parameters.schema}`,
    ]);
    const schema = client.escapeIdentifier(parameters.schema);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`SET search_path TO ${schema}`);
    await migrate(drizzle(client), {
      migrationsFolder,
      migrationsSchema: parameters.schema,
      migrationsTable: "migration",
    });
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}
