import { readFileSync } from "node:fs";
import { BallastError } from "../src/core/ballast-error.ts";

export type UnprivilegedUser = { uid: number; gid: number };

/**
 * The account that Postgres runs as where this process is root, for it refuses to run as root: the
 * system's `postgres`, else `nobody`. Undefined where this process is not root.
 */
export function findUnprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const entry = entries.find((fields) => fields[0] === name);
    const uid = Number(entry?.[2]);
    const gid = Number(entry?.[3]);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new BallastError("Postgres refuses to run as root and there is no user to run it as.", {
    code: "postgres-user",
    remedy: "Run as another user, add a user named postgres, or set DATABASE_URL.",
  });
}
