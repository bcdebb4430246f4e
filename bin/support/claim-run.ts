import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BallastError } from "../../src/core/ballast-error.ts";
import { isAlive } from "./is-alive.ts";

export type RunClaim = {
  /** `killed`: an earlier run did not end in order, and its children may still be stopping. */
  earlier: "none" | "killed";
  release(): void;
};

/**
 * Notes in a file that this process runs a command of which there may be one at a time.
 * @throws BallastError naming the process where another one lives.
 */
export function claimRun(parameters: { file: string; command: string }): RunClaim {
  const { file, command } = parameters;
  const earlierPid = readPid(file);
  if (earlierPid !== undefined && isAlive(earlierPid) && runsScript(earlierPid, command))
    throw new BallastError(`${command} runs already, as process ${earlierPid}.`, {
      code: "runs-already",
      remedy: "Stop it first: its data can have one user only.",
    });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, String(process.pid));
  return {
    earlier: earlierPid === undefined ? "none" : "killed",
    release: () => rmSync(file, { force: true }),
  };
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether a process id still is the command's and not somebody else's by now. */
function runsScript(pid: number, command: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(command);
  } catch {
    return true;
  }
}
