import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { BallastError } from "../../src/core/ballast-error.ts";
import { type Child, spawnChild } from "./spawn-child.ts";

export type LoggedChild = Child & {
  logFile: string;
  /** Rejects when the child ends, with the end of what it printed; never resolves. */
  failure: Promise<never>;
};

/** Runs a child whose output goes to `<logDirectory>/<name>.log`. */
export async function spawnLoggedChild(
  parameters: Parameters<typeof spawnChild>[0] & { logDirectory: string },
): Promise<LoggedChild> {
  const { name, logDirectory, onLine } = parameters;
  mkdirSync(logDirectory, { recursive: true });
  const logFile = join(logDirectory, `${name}.log`);
  const log = createWriteStream(logFile);
  const lastLines: string[] = [];
  const child = await spawnChild({
    ...parameters,
    onLine(line) {
      log.write(`${line}\n`);
      lastLines.push(line);
      if (lastLines.length > 15) lastLines.shift();
      onLine?.(line);
    },
  });
  const failure = child.exited.then(({ code, signal }) => {
    throw new BallastError(
      `${name} ended by itself (${signal ?? `exit code ${code}`}). It printed last:\n${lastLines.join("\n")}`,
      { code: "child-ended", remedy: `\nAll of it is in ${logFile}.` },
    );
  });
  failure.catch(() => undefined);
  return { ...child, logFile, failure };
}
