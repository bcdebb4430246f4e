import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const preload = new URL("./exit-with-parent.ts", import.meta.url).href;

export type ChildExit = { code: number | null; signal: NodeJS.Signals | null };

export type Child = {
  name: string;
  pid: number;
  /** Resolves when the process has ended; never rejects. */
  exited: Promise<ChildExit>;
  hasExited(): boolean;
  /** Sends a signal to the process and to everything it started. */
  kill(signal: NodeJS.Signals): void;
  /** Asks the process to end and, after the grace period, kills its whole group. */
  stop(parameters?: { graceMilliseconds?: number }): Promise<ChildExit>;
};

/**
 * Runs a script with the Node that runs this one, in a process group of its own: Ctrl-C reaches
 * only the caller, which stops its children in order. A child whose parent vanishes gets SIGTERM.
 *
 * @param parameters.onLine Takes each line the child prints; without it the child prints to our own output.
 * @throws where the process cannot be started at all.
 */
export async function spawnChild(parameters: {
  name: string;
  script: string;
  arguments: readonly string[];
  environment: Record<string, string | undefined>;
  workingDirectory?: string | undefined;
  onLine?: ((line: string) => void) | undefined;
}): Promise<Child> {
  const { name, script, environment, workingDirectory, onLine } = parameters;
  const output = onLine === undefined ? "inherit" : "pipe";
  const child = spawn(process.execPath, ["--import", preload, script, ...parameters.arguments], {
    cwd: workingDirectory ?? fileURLToPath(new URL("../..", import.meta.url)),
    env: environment,
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  let exit: ChildExit | undefined;
  const exited = new Promise<ChildExit>((resolve) => {
    child.once("exit", (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  const pid = await spawned(child);
  if (onLine !== undefined) forwardLines({ child, onLine });

  function kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-pid, signal);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }

  return {
    name,
    pid,
    exited,
    hasExited: () => exit !== undefined,
    kill,
    async stop({ graceMilliseconds = 10_000 } = {}) {
      if (exit !== undefined) return exit;
      child.kill("SIGTERM");
      const timer = setTimeout(() => kill("SIGKILL"), graceMilliseconds);
      const result = await exited;
      clearTimeout(timer);
      kill("SIGKILL");
      return result;
    },
  };
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.off("error", reject);
      child.on("error", () => undefined);
      resolve(child.pid!);
    });
  });
}

function forwardLines(parameters: { child: ChildProcess; onLine: (line: string) => void }): void {
  const { child, onLine } = parameters;
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
    stream?.on("end", () => {
      if (rest !== "") onLine(rest);
    });
  }
}
