import { execFile } from "node:child_process";
import { BallastError } from "../src/core/ballast-error.ts";
import type { UnprivilegedUser } from "./unprivileged-user.ts";

/** Runs initdb or pg_ctl to its end. @throws BallastError with what the command printed. */
export function runPostgresCommand(parameters: {
  command: string;
  arguments: readonly string[];
  user: UnprivilegedUser | undefined;
  workingDirectory: string;
  timeoutMilliseconds: number;
}): Promise<void> {
  const { command, user, workingDirectory, timeoutMilliseconds } = parameters;
  return new Promise((resolve, reject) => {
    execFile(
      command,
      [...parameters.arguments],
      {
        ...user,
        cwd: workingDirectory,
        env: { PATH: process.env.PATH, LC_ALL: "C" },
        timeout: timeoutMilliseconds,
      },
      (cause, stdout, stderr) => {
        if (cause === null) return resolve();
        reject(
          new BallastError(`${command} failed: ${`${stdout}\n${stderr}`.trim() || cause.message}`, {
            code: "postgres-command",
            cause,
          }),
        );
      },
    );
  });
}
