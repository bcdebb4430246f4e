import type { FunctionRun } from "./run-backfill.ts";

/** The indexing function on which a backfill spent most, beside the bare insert of its events. */
export type SlowestFunction = {
  name: string;
  events: number;
  /** Of the time of all indexing functions: 1 is all of it. */
  share: number;
  microsecondsPerEvent: number;
  bareMicrosecondsPerEvent: number;
};

/** @throws RangeError for a run without any function. */
export function slowestFunction(
  functions: ReadonlyMap<string, FunctionRun>,
  bare: ReadonlyMap<string, FunctionRun>,
): SlowestFunction {
  const total = [...functions.values()].reduce((sum, one) => sum + one.milliseconds, 0);
  const [first] = [...functions].sort(([, a], [, b]) => b.milliseconds - a.milliseconds);
  if (first === undefined) throw new RangeError("No indexing function has run.");
  const [name, run] = first;
  const perEvent = (of: FunctionRun) => (of.milliseconds * 1_000) / of.events;
  const bareRun = bare.get(name);
  return {
    name,
    events: run.events,
    share: total === 0 ? 0 : run.milliseconds / total,
    microsecondsPerEvent: perEvent(run),
    bareMicrosecondsPerEvent: bareRun === undefined ? 0 : perEvent(bareRun),
  };
}
