import { BallastError } from "../../src/core/ballast-error.ts";

export type StopStack = {
  /**
   * Begins something that must be stopped later. What is still beginning when everything stops is
   * awaited and stopped too; nothing more begins after that.
   */
  start<Started>(
    name: string,
    begin: () => Promise<Started>,
    stop: (started: Started) => Promise<unknown>,
  ): Promise<Started>;
  /** How many things there are to stop. */
  size(): number;
  /** Stops everything, the last one first, also after one fails. @throws AggregateError of what failed. */
  stopAll(): Promise<void>;
};

/** Remembers what a command has started, to stop it in the reverse order. */
export function createStopStack(): StopStack {
  const entries: { name: string; stop: () => Promise<unknown> }[] = [];
  let closed = false;
  return {
    async start(name, begin, stop) {
      if (closed) throw new BallastError(`${name} does not start any more.`, { code: "stopping" });
      const beginning = begin();
      entries.push({
        name,
        async stop() {
          const outcome = await beginning.then(
            (started) => ({ started }),
            () => undefined,
          );
          if (outcome !== undefined) await stop(outcome.started);
        },
      });
      return beginning;
    },
    size: () => entries.length,
    async stopAll() {
      closed = true;
      const failures: unknown[] = [];
      for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
        try {
          await entry.stop();
        } catch (cause) {
          failures.push(new Error(`${entry.name} did not stop.`, { cause }));
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, "Not everything stopped.");
    },
  };
}
