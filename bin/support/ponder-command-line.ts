import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../../config/environment.ts";

/** The script and arguments that run Ponder's command with the given settings. */
export function ponderCommandLine(parameters: {
  command: "dev" | "start" | "serve";
  port: number;
  hostname: string;
  logFormat: "pretty" | "json";
  viewsSchema?: string | undefined;
  environment: Pick<Environment, "DATABASE_SCHEMA" | "LOG_LEVEL">;
}): { script: string; arguments: string[] } {
  const { command, port, hostname, logFormat, viewsSchema, environment } = parameters;
  return {
    script: ponderScript(),
    arguments: [
      command,
      "--schema",
      environment.DATABASE_SCHEMA,
      "--port",
      String(port),
      "--hostname",
      hostname,
      "--log-level",
      environment.LOG_LEVEL,
      "--log-format",
      logFormat,
      ...(command === "dev" ? ["--disable-ui"] : []),
      ...(command === "start" && viewsSchema !== undefined ? ["--views-schema", viewsSchema] : []),
    ],
  };
}

/** The file behind Ponder's command, in its package: its name is not among the package's exports. */
export function ponderScript(): string {
  const main = fileURLToPath(import.meta.resolve("ponder"));
  return join(dirname(main), "bin", "ponder.js");
}
