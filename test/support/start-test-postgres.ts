import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../postgres/start-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Server for scratch databases, see create-test-database.ts. */
    postgresUrl: string;
  }
}

/**
 * Global set-up of the projects that need a database: the server of DATABASE_URL, else an embedded
 * one that all projects of the run share and that leaves nothing behind.
 */
export default async function startTestPostgres(project: TestProject) {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== "") {
    project.provide("postgresUrl", given);
    return;
  }
  const dataDirectory = join(tmpdir(), `ballast-test-postgres-${process.pid}`);
  const server = await startPostgres({
    dataDirectory,
    durability: "none",
    log: pino({ level: "warn" }),
  });
  project.provide("postgresUrl", server.connectionString);
  return async () => {
    await server.stop();
    if (!(await isInUse(server.connectionString)))
      rmSync(dataDirectory, { recursive: true, force: true });
  };
}

async function isInUse(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
