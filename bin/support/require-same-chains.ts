import pg from "pg";
import { BallastError } from "../../src/core/ballast-error.ts";

/**
 * Marks a database as that of one run of the local chains, and refuses it for any other run. Ponder
 * keeps the contract reads of a chain by its id and block number, and local chains have the same
 * ids and numbers after every start, so a database that goes from one run to the next would answer
 * with another chain's contracts.
 * @throws BallastError `database-of-other-chains`.
 */
export async function requireSameChains(parameters: {
  connectionString: string;
  identity: string;
}): Promise<void> {
  const { connectionString, identity } = parameters;
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('ballast-local-chains'))");
    await client.query("CREATE SCHEMA IF NOT EXISTS ballast_local_chains");
    await client.query(
      "CREATE TABLE IF NOT EXISTS ballast_local_chains.run (one boolean PRIMARY KEY CHECK (one), identity text NOT NULL)",
    );
    await client.query(
      "INSERT INTO ballast_local_chains.run VALUES (true, $1) ON CONFLICT DO NOTHING",
      [identity],
    );
    const { rows } = await client.query<{ identity: string }>(
      "SELECT identity FROM ballast_local_chains.run",
    );
    if (rows[0]?.identity !== identity) {
      throw new BallastError(
        `The database "${new URL(connectionString).pathname.slice(1)}" holds an index of an earlier run of the local chains.`,
        {
          code: "database-of-other-chains",
          remedy:
            "Give DATABASE_URL a new database for every run of the local chains, or leave it unset for the embedded one.",
        },
      );
    }
  } finally {
    await client.end();
  }
}
