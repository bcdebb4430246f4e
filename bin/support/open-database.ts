import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Logger } from "pino";
import type { Network } from "../../config/network.ts";
import { startPostgres } from "../../postgres/start-postgres.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import { networkIdentity } from "./network-identity.ts";
import { requireSameChains } from "./require-same-chains.ts";

/** Where the embedded Postgres of a clone keeps its data, ignored by git. */
const embeddedDataDirectory = fileURLToPath(new URL("../../.data/postgres", import.meta.url));

export type OpenDatabase = { connectionString: string; stop(): Promise<void> };

/**
 * The database of DATABASE_URL where it is set, else a database of the embedded Postgres, which is
 * started, or joined where another command runs it already. New local chains get an empty database;
 * a given one is refused where it has served other local chains.
 */
export async function openDatabase(parameters: {
  databaseUrl: string | undefined;
  network: Network;
  log: Pick<Logger, "info" | "warn">;
}): Promise<OpenDatabase> {
  const { databaseUrl, network, log } = parameters;
  const identity = network.simulated ? await networkIdentity(network) : network.name;
  if (databaseUrl !== undefined && databaseUrl !== "") {
    if (network.simulated) await requireSameChains({ connectionString: databaseUrl, identity });
    return { connectionString: databaseUrl, stop: async () => undefined };
  }
  const server = await startPostgres({ dataDirectory: embeddedDataDirectory, log });
  try {
    const connectionString = await createRunDatabase({
      serverUrl: server.connectionString,
      identity,
    });
    return { connectionString, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** An index of local chains, whose identity is in hexadecimal; one of public chains is worth keeping. */
const LOCAL_RUN = /^run_[0-9a-f]{16}$/;

/**
 * Creates or finds the database `run_<identity>` on an embedded server and drops the databases of
 * earlier local chains that nobody uses.
 */
export async function createRunDatabase(parameters: {
  serverUrl: string;
  identity: string;
}): Promise<string> {
  const { serverUrl, identity } = parameters;
  if (!/^[a-z0-9_]{1,40}$/.test(identity))
    throw new BallastError(`"${identity}" cannot name a database.`, { code: "database-name" });
  const name = `run_${identity}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('ballast-run-databases'))");
    const { rows } = await client.query<{ datname: string; used: boolean }>(
      `SELECT datname, EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname) AS used
       FROM pg_database d WHERE datname LIKE 'run\\_%'`,
    );
    for (const row of rows)
      if (row.datname !== name && !row.used && LOCAL_RUN.test(row.datname))
        await client.query(`DROP DATABASE "${row.datname}"`);
    if (!rows.some((row) => row.datname === name)) await client.query(`CREATE DATABASE "${name}"`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
