/*
 * Preloaded into the children that spawn-child.ts starts (node --import): asks the process to end
 * in an orderly way when its parent is gone, a parent killed with SIGKILL included. One that cannot
 * (a logger that tries to flush into the parent's closed pipe for ever) is killed after a while.
 */
import { isMainThread, Worker } from "node:worker_threads";

const GRACE_MILLISECONDS = 15_000;

if (isMainThread && process.channel !== undefined) {
  process.once("disconnect", () => {
    // A thread of its own goes on while the main one is stuck in what it does at its exit.
    new Worker(`setTimeout(() => process.kill(process.pid, "SIGKILL"), ${GRACE_MILLISECONDS});`, {
      eval: true,
      execArgv: [],
    }).unref();
    process.kill(process.pid, "SIGTERM");
  });
  process.channel?.unref();
}
