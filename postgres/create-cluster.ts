import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runPostgresCommand } from "./run-postgres-command.ts";
import { postgresRole } from "./running-postgres.ts";
import type { UnprivilegedUser } from "./unprivileged-user.ts";

/**
 * The cluster of a data directory, created at the first call. It is prepared beside its place and
 * renamed into it, so that a killed or a simultaneous call never leaves half a cluster.
 */
export async function createCluster(parameters: {
  dataDirectory: string;
  initdb: string;
  user: UnprivilegedUser | undefined;
}): Promise<{ clusterDirectory: string; password: string; logFile: string }> {
  const { dataDirectory, initdb, user } = parameters;
  const home = join(dataDirectory, "postgres-17");
  if (!existsSync(home)) {
    mkdirSync(dataDirectory, { recursive: true });
    const draft = mkdtempSync(join(dataDirectory, "draft-"));
    chmodSync(draft, 0o700);
    const passwordFile = join(draft, "password");
    writeFileSync(passwordFile, randomBytes(16).toString("hex"), { mode: 0o600 });
    if (user !== undefined) {
      chownSync(draft, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    await runPostgresCommand({
      command: initdb,
      arguments: [
        `--pgdata=${join(draft, "cluster")}`,
        `--username=${postgresRole}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
      ],
      user,
      workingDirectory: draft,
      timeoutMilliseconds: 60_000,
    });
    try {
      renameSync(draft, home);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return {
    clusterDirectory: join(home, "cluster"),
    password: readFileSync(join(home, "password"), "utf8").trim(),
    logFile: join(home, "postgres.log"),
  };
}
