import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import type { StopStack } from "../bin/support/create-stop-stack.ts";
import { findFreePortBase } from "../bin/support/free-port.ts";
import { createRunDatabase } from "../bin/support/open-database.ts";
import { startDevnetChild } from "../bin/support/start-devnet-child.ts";
import type { Manifest } from "../config/manifest.ts";
import { startPostgres } from "../postgres/start-postgres.ts";

/** Three chains, the guardians, and what stands in for HTTP services. */
const DEVNET_PORTS = 5;

type BenchWorld = {
  manifestPath: string;
  manifest: Manifest;
  /** Of an empty database. */
  databaseUrl: string;
  stopDevnet(): Promise<void>;
};

/** Local chains with their scenario and a Postgres of its own, in a scratch directory. */
export async function openBenchWorld(parameters: {
  stops: StopStack;
  /** Names the database. */
  identity: string;
  /** For the devnet, beside its ports. */
  devnetArguments?: readonly string[];
}): Promise<BenchWorld> {
  const { stops, identity, devnetArguments = [] } = parameters;
  const directory = await stops.start(
    "The scratch directory",
    async () => {
      const path = mkdtempSync(join(tmpdir(), "ballast-bench-"));
      // Postgres may run as another user: see postgres/reachable-place.ts.
      chmodSync(path, 0o755);
      return path;
    },
    async (path) => rmSync(path, { recursive: true }),
  );
  const manifestPath = join(directory, "manifest.json");
  const portBase = await findFreePortBase(DEVNET_PORTS);
  const devnet = await stops.start(
    "The local chains",
    () =>
      startDevnetChild({
        manifestPath,
        logDirectory: directory,
        arguments: ["--port-base", String(portBase), ...devnetArguments],
      }),
    (child) => child.stop(),
  );
  const postgres = await stops.start(
    "Postgres",
    () =>
      startPostgres({
        dataDirectory: join(directory, "postgres"),
        log: pino({ level: "warn" }, pino.destination(2)),
      }),
    (server) => server.stop(),
  );
  const manifest = await devnet.manifest;
  const databaseUrl = await createRunDatabase({ serverUrl: postgres.connectionString, identity });
  return {
    ...{ manifestPath, manifest, databaseUrl },
    async stopDevnet() {
      await devnet.stop();
    },
  };
}
