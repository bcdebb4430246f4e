export type StopStack = {
  /** Adds what has been started; the last one is stopped first. */
  add(name: string, stop: () => Promise<unknown>): void;
  /** Stops everything, also after one of them fails. @throws AggregateError of what failed. */
  stopAll(): Promise<void>;
};

/** Remembers what a command has started, to stop it in the reverse order. */
export function createStopStack(): StopStack {
  const stops: { name: string; stop: () => Promise<unknown> }[] = [];
  return {
    add(name, stop) {
      stops.push({ name, stop });
    },
    async stopAll() {
      const failures: unknown[] = [];
      for (let entry = stops.pop(); entry !== undefined; entry = stops.pop()) {
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
