/*
 * npm run dev | start | serve: Ponder with the settings of this project. Where DATABASE_URL is not
 * set it runs on the embedded Postgres.
 */
import { parseArgs } from "node:util";
import pino from "pino";
import { readEnvironment, readNetwork } from "../config/environment.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import { portNumber, requireFreePort } from "./support/free-port.ts";
import { openDatabase } from "./support/open-database.ts";
import { ponderCommandLine } from "./support/ponder-command-line.ts";
import { runMain, untilStopSignal } from "./support/run-main.ts";
import { spawnChild } from "./support/spawn-child.ts";

const usage = "npm run dev|start|serve -- [--port N] [--hostname H] [--log-format pretty|json]";

function readCommandLine() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        port: { type: "string", default: process.env.PORT || "42069" },
        hostname: { type: "string", default: "127.0.0.1" },
        "log-format": { type: "string", default: process.stdout.isTTY ? "pretty" : "json" },
        "views-schema": { type: "string" },
      },
    });
    const [command] = positionals;
    if (command !== "dev" && command !== "start" && command !== "serve")
      throw new TypeError(`Unknown command "${positionals.join(" ")}".`);
    const port = portNumber(values.port);
    const logFormat = values["log-format"];
    if (logFormat !== "pretty" && logFormat !== "json")
      throw new TypeError(`"${logFormat}" is not a log format.`);
    return {
      command,
      port,
      hostname: values.hostname,
      logFormat,
      viewsSchema: values["views-schema"],
    } as const;
  } catch (cause) {
    throw new BallastError(cause instanceof Error ? cause.message : String(cause), {
      code: "command-line",
      remedy: usage,
      cause,
    });
  }
}

await runMain(async () => {
  const stopSignal = untilStopSignal();
  const commandLine = readCommandLine();
  const databaseUrl = process.env.DATABASE_URL || undefined;
  const network = readNetwork(
    readEnvironment({ ...process.env, DATABASE_URL: databaseUrl ?? "postgresql://127.0.0.1" }),
  );
  await requireFreePort({
    port: commandLine.port,
    usedFor: "the API",
    remedy: "Stop that program or choose another port with --port.",
  });
  const log = pino(
    { name: "ballast", level: process.env.LOG_LEVEL || "info" },
    pino.destination(2),
  );
  const database = await openDatabase({ databaseUrl, network, log });
  try {
    const environment = {
      ...process.env,
      DATABASE_URL: database.connectionString,
      // The code changes under `dev`: its tables are not those of a running `start`.
      DATABASE_SCHEMA:
        process.env.DATABASE_SCHEMA || (commandLine.command === "dev" ? "ballast_dev" : undefined),
    };
    const child = await spawnChild({
      name: "ponder",
      ...ponderCommandLine({ ...commandLine, environment: readEnvironment(environment) }),
      environment: { ...environment, PORT: undefined, PONDER_TELEMETRY_DISABLED: "1" },
    });
    const ended = await Promise.race([child.exited, stopSignal.then(() => child.stop())]);
    return ended.code ?? 1;
  } finally {
    await database.stop();
  }
});
