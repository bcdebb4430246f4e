import { spawn } from "node:child_process";

/**
 * Makes a child process end when this process is gone, even by SIGKILL: a shell holds the reading
 * end of a pipe from us and kills the child when the pipe breaks.
 * @returns a function that calls the watch off, for when the child has ended by itself.
 */
export function endWithParent(pid: number): () => void {
  const watch = spawn("sh", ["-c", 'read -r _; kill -KILL "$0"', String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watch.on("error", () => undefined);
  watch.stdin.on("error", () => undefined);
  watch.unref();
  return () => watch.kill("SIGKILL");
}
