import { createHash } from "node:crypto";
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BallastError } from "../src/core/ballast-error.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { UnprivilegedUser } from "./unprivileged-user.ts";

/**
 * Where the cluster and the binaries lie for the user that Postgres runs as. Root's own directories
 * are often closed to everybody else (a clone under /root in a container): then the cluster goes to
 * a place under the system's temporary directory, together with a copy of the binaries if needed.
 */
export function findReachablePlace(parameters: {
  dataDirectory: string;
  binaries: PostgresBinaries;
  user: UnprivilegedUser | undefined;
}): { dataDirectory: string; binaries: PostgresBinaries } {
  const { dataDirectory, binaries, user } = parameters;
  if (user === undefined) return { dataDirectory, binaries };
  const dataIsReachable = isOpenToOthers(dataDirectory);
  const binariesAreReachable = isOpenToOthers(dirname(binaries.postgres));
  return {
    dataDirectory: dataIsReachable ? dataDirectory : createOutsidePlace(dataDirectory),
    binaries: binariesAreReachable ? binaries : copyBinaries(binaries),
  };
}

/** Whether other users may enter the directory and all above it; what does not exist yet will be open. */
function isOpenToOthers(directory: string): boolean {
  for (let path = directory; ; path = dirname(path)) {
    if (existsSync(path) && (lstatSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** A directory that stands for one that Postgres cannot enter, the same one at every call. */
function createOutsidePlace(directory: string): string {
  const digest = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const place = join(tmpdir(), `ballast-postgres-${digest}`);
  mkdirSync(place, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(place);
  if (uid !== process.getuid?.())
    throw new BallastError(`${place} belongs to another user (${uid}).`, {
      code: "postgres-place",
      remedy: "Remove it, or set DATABASE_URL.",
    });
  return place;
}

function copyBinaries(binaries: PostgresBinaries): PostgresBinaries {
  const source = dirname(dirname(binaries.postgres));
  const place = createOutsidePlace(source);
  const target = join(place, "native");
  if (!existsSync(target)) {
    const draft = mkdtempSync(join(place, "draft-"));
    cpSync(source, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(join(draft, "native"), target);
    } catch (error) {
      if (!existsSync(target)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const inTarget = (path: string) => join(target, path.slice(source.length));
  return {
    initdb: inTarget(binaries.initdb),
    pgCtl: inTarget(binaries.pgCtl),
    postgres: inTarget(binaries.postgres),
  };
}
