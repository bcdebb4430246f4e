import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { isAlive } from "../bin/support/is-alive.ts";

/** Name of the role and of the maintenance database of an embedded cluster. */
export const postgresRole = "ballast";

/** The connection string of a database of an embedded cluster. */
export function embeddedConnectionString(parameters: {
  port: number;
  password: string;
  database: string;
}): string {
  const { port, password, database } = parameters;
  return `postgresql://${postgresRole}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * The server that runs on a cluster, left by this or by a killed process. Its postmaster.pid is
 * believed only when a server answers on the named port, with our password, for the same directory.
 */
export async function findRunningPostgres(parameters: {
  clusterDirectory: string;
  password: string;
}): Promise<{ port: number; pid: number } | undefined> {
  const { clusterDirectory, password } = parameters;
  const lines = readPostmasterFile(clusterDirectory);
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0 && port > 0)) return undefined;
  const client = new pg.Client({
    connectionString: embeddedConnectionString({ port, password, database: "postgres" }),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => client.end());
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>("SHOW data_directory");
    return answer.rows[0]?.data_directory === clusterDirectory ? { port, pid } : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Removes a postmaster.pid whose process is gone or belongs to another program: after a reboot or
 * in a new container the number may be anybody's, and Postgres would refuse to start.
 */
export function removeStalePostmasterFile(clusterDirectory: string): void {
  const lines = readPostmasterFile(clusterDirectory);
  if (lines === undefined) return;
  const pid = Number(lines[0]);
  if (isAlive(pid) && isPostgres(pid)) return;
  rmSync(join(clusterDirectory, "postmaster.pid"), { force: true });
}

function readPostmasterFile(clusterDirectory: string): string[] | undefined {
  const path = join(clusterDirectory, "postmaster.pid");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : undefined;
}

/** True also where the system cannot say, for the caller would delete a file that is in use. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return true;
  }
}
