import { performance } from "node:perf_hooks";

/** Says of pieces of work how long they took. */
export function startTimers(log: (line: string) => void) {
  return async <T>(what: string, work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work;
    log(`${what} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
    return result;
  };
}
