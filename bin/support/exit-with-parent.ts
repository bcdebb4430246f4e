/*
 * Preloaded into the children that spawn-child.ts starts (node --import): asks the process to end
 * in an orderly way when its parent is gone, a parent killed with SIGKILL included.
 */
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.channel !== undefined) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
