import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import type { Environment } from "../../config/environment.ts";
import { BallastError } from "../../src/core/ballast-error.ts";

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

/**
 * The file behind Ponder's command. Not among the package's exports, so found by its package.json.
 * @throws BallastError where ponder is not installed.
 */
export function ponderScript(): string {
  const packageJson = findPackageJSON("ponder", import.meta.url);
  if (packageJson === undefined)
    throw new BallastError("The package ponder is not installed.", {
      code: "ponder-missing",
      remedy: "Run npm ci.",
    });
  return join(dirname(packageJson), "dist", "esm", "bin", "ponder.js");
}
