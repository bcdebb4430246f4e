import { resolve } from "node:path";
import type { Logger } from "pino";
import { findFreePort, requireFreePort } from "../bin/support/free-port.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import { createCluster } from "./create-cluster.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { findReachablePlace } from "./reachable-place.ts";
import { runPostgresCommand } from "./run-postgres-command.ts";
import {
  embeddedConnectionString,
  findRunningPostgres,
  removeStalePostmasterFile,
} from "./running-postgres.ts";
import { joinServerUsers } from "./server-users.ts";
import { findUnprivilegedUser } from "./unprivileged-user.ts";

const startAttempts = 5;

export type EmbeddedPostgres = {
  /** Of the maintenance database `postgres`. */
  connectionString: string;
  /** Whether this call started the server: false for one that another run left or shares. */
  owned: boolean;
  /** Stops the server unless another living process uses it too. */
  stop(): Promise<void>;
};

/**
 * Starts the embedded Postgres of a data directory on 127.0.0.1, or joins the one that runs there
 * already: another process' or the orphan of a killed run. It has its own session, so that Ctrl-C
 * reaches only the program that uses it, which stops it last.
 *
 * @param parameters.port A fixed port; a free one by default. A server that runs already keeps its port.
 * @param parameters.durability `none` is for tests: a crash of the machine may cost the data.
 * @throws BallastError where the fixed port is busy, the machine has no binaries or Postgres fails,
 * with the place of its log.
 */
export async function startPostgres(parameters: {
  dataDirectory: string;
  port?: number | undefined;
  durability?: "crash-safe" | "none" | undefined;
  log: Pick<Logger, "info" | "warn">;
}): Promise<EmbeddedPostgres> {
  const { port, durability = "crash-safe", log } = parameters;
  const user = findUnprivilegedUser();
  const { dataDirectory, binaries } = findReachablePlace({
    dataDirectory: resolve(parameters.dataDirectory),
    binaries: await findPostgresBinaries(),
    user,
  });
  const { clusterDirectory, password, logFile } = await createCluster({
    dataDirectory,
    initdb: binaries.initdb,
    user,
  });
  const users = joinServerUsers(dataDirectory);

  function runPgCtl(...pgCtlArguments: string[]): Promise<void> {
    return runPostgresCommand({
      command: binaries.pgCtl,
      arguments: ["-D", clusterDirectory, "-w", "-t", "60", ...pgCtlArguments],
      user,
      workingDirectory: clusterDirectory,
      timeoutMilliseconds: 70_000,
    });
  }

  async function startOrJoin(): Promise<{ port: number; owned: boolean }> {
    let failure: unknown;
    for (let attempt = 1; attempt <= startAttempts; attempt++) {
      const running = await findRunningPostgres({ clusterDirectory, password });
      if (running !== undefined) return { port: running.port, owned: false };
      removeStalePostmasterFile(clusterDirectory);
      if (port !== undefined)
        await requireFreePort({
          port,
          usedFor: "Postgres",
          remedy: "Stop that program, choose another port, or set DATABASE_URL.",
        });
      const chosenPort = port ?? (await findFreePort());
      const options = serverOptions({ port: chosenPort, durability });
      try {
        await runPgCtl("-l", logFile, "-o", options, "start");
        return { port: chosenPort, owned: true };
      } catch (error) {
        failure = error;
        await new Promise((wake) => setTimeout(wake, 500 * attempt));
      }
    }
    throw new BallastError(`The embedded Postgres of ${dataDirectory} does not start.`, {
      code: "postgres-start",
      remedy: `Read ${logFile}; remove ${dataDirectory} to begin with an empty database.`,
      cause: failure,
    });
  }

  try {
    const server = await startOrJoin();
    log.info(
      { port: server.port, dataDirectory },
      server.owned ? "Started Postgres" : "Joined the Postgres that runs already",
    );
    return {
      connectionString: embeddedConnectionString({
        port: server.port,
        password,
        database: "postgres",
      }),
      owned: server.owned,
      async stop() {
        if (users.leave() === "others-remain") return;
        await runPgCtl("-m", "fast", "stop");
      },
    };
  } catch (error) {
    users.leave();
    throw error;
  }
}

function serverOptions(parameters: { port: number; durability: "crash-safe" | "none" }): string {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "''",
    max_connections: 300,
    shared_buffers: "128MB",
    synchronous_commit: "off",
    // Parallel queries need a large /dev/shm, which containers do not have.
    max_parallel_workers_per_gather: 0,
    ...(parameters.durability === "none" ? { fsync: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return [`-p ${parameters.port}`, ...flags].join(" ");
}
