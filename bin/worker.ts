/*
 * npm run worker: registers the methodology, attests, relays, samples parity and collects feeds over
 * HTTP until it is stopped; on a network without Ballast's contracts it attests nothing. Of several
 * workers one works. Where DATABASE_URL is not set it uses the embedded Postgres.
 */
import pino from "pino";
import { readEnvironment, readNetwork } from "../config/environment.ts";
import { createDatabase } from "../src/api/store/create-database.ts";
import { openDatabase } from "./support/open-database.ts";
import { runMain, untilStopSignal } from "./support/run-main.ts";
import { startNetworkWorker } from "./support/start-network-worker.ts";

await runMain(async () => {
  const stopSignal = untilStopSignal();
  const databaseUrl = process.env.DATABASE_URL || undefined;
  const environment = readEnvironment({
    ...process.env,
    DATABASE_URL: databaseUrl ?? "postgresql://127.0.0.1",
  });
  const network = readNetwork(environment);
  const log = pino({ name: "worker", level: environment.LOG_LEVEL });
  const server = await openDatabase({ databaseUrl, network, log });
  const { connectionString } = server;
  const database = createDatabase({
    connectionString,
    schema: environment.DATABASE_SCHEMA,
    maximumConnections: 4,
    applicationName: "ballast-worker",
    onIdleError: (error) => log.warn({ err: error }, "a database connection broke"),
  });
  try {
    const worker = await startNetworkWorker({
      ...{ environment, network, connectionString, database, log },
    });
    const signal = await stopSignal;
    log.info({ signal }, "stopping");
    await worker.stop();
  } finally {
    await database.close();
    await server.stop();
  }
  return 0;
});
