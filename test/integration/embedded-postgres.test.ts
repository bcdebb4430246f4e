import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { findFreePort } from "../../bin/support/free-port.ts";
import { startPostgres } from "../../postgres/start-postgres.ts";
import { createTestDatabase } from "../support/create-test-database.ts";

const log = pino({ level: "silent" });
let dataDirectory: string;

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), "ballast-postgres-test-"));
  chmodSync(dataDirectory, 0o755);
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A process that starts or joins the server, prints its address and never stops it. */
function spawnUser(): { firstLine: Promise<string>; kill(): Promise<void> } {
  const script = `
    import pino from "pino";
    import { startPostgres } from ${JSON.stringify(fileURLToPath(new URL("../../postgres/start-postgres.ts", import.meta.url)))};
    const server = await startPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, durability: "none", log: pino({ level: "silent" }) });
    console.log(server.connectionString);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    firstLine: new Promise((resolve, reject) => {
      child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
      child.once("exit", () => reject(new Error("The user of Postgres ended early.")));
    }),
    kill() {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

describe("startPostgres", () => {
  test("keeps its data from one run to the next and stops what it started", async () => {
    const first = await startPostgres({ dataDirectory, log });
    expect(first.owned).toBe(true);
    await query(first.connectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    await expect(query(first.connectionString, "SELECT 1")).rejects.toThrow("ECONNREFUSED");

    const second = await startPostgres({ dataDirectory, log });
    expect(await query(second.connectionString, "TABLE kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test("joins the server of a living process and leaves it running", async () => {
    const other = spawnUser();
    const address = await other.firstLine;
    const joined = await startPostgres({ dataDirectory, log });
    expect(joined).toMatchObject({ owned: false, connectionString: address });
    await joined.stop();
    expect(await query(address, "SELECT 1 AS one")).toEqual([{ one: 1 }]);

    const heir = await startPostgres({ dataDirectory, log });
    await other.kill();
    await heir.stop();
    await expect(query(address, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  test("takes over the orphan of a killed run and stops it", async () => {
    const victim = spawnUser();
    const address = await victim.firstLine;
    await victim.kill();
    expect(await query(address, "SELECT 1 AS one")).toEqual([{ one: 1 }]);

    const heir = await startPostgres({ dataDirectory, log });
    expect(heir.connectionString).toBe(address);
    await heir.stop();
    await expect(query(address, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  test("simultaneous first starts end up on one server", async () => {
    const servers = await Promise.all(
      [1, 2, 3].map(() => startPostgres({ dataDirectory, durability: "none", log })),
    );
    expect(new Set(servers.map((server) => server.connectionString)).size).toBe(1);
    expect(servers.filter((server) => server.owned)).toHaveLength(1);
    for (const server of servers) await server.stop();
    await expect(query(servers[0]!.connectionString, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  test("root's closed directories do not keep Postgres from running", async ({ skip }) => {
    skip(process.getuid?.() !== 0, "Only root's directories are closed to the user of Postgres.");
    chmodSync(dataDirectory, 0o700);
    const server = await startPostgres({ dataDirectory, durability: "none", log });
    const [place] = await query(server.connectionString, "SHOW data_directory");
    await server.stop();
    const { data_directory: cluster } = place as { data_directory: string };
    expect(cluster.startsWith(dataDirectory)).toBe(false);
    rmSync(dirname(dirname(cluster)), { recursive: true });
  });

  test("names a fixed port that is busy", async () => {
    const port = await findFreePort();
    const squatter = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    await expect(startPostgres({ dataDirectory, port, log })).rejects.toThrow(
      `Port ${port} of 127.0.0.1, wanted for Postgres, is busy`,
    );
    await new Promise((resolve) => squatter.close(resolve));
  });
});

test("a test database is on the given server, apart from everything else, and goes away", async () => {
  const database = await createTestDatabase();
  expect(new URL(database.connectionString).host).toBe(new URL(inject("postgresUrl")).host);
  await query(database.connectionString, "CREATE TABLE scratch ()");
  await database.drop();
  await expect(query(database.connectionString, "SELECT 1")).rejects.toThrow("does not exist");
});
