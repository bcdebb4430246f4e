import { join } from "node:path";
import type { StopStack } from "../bin/support/create-stop-stack.ts";
import { median } from "./median.ts";
import { type Backfill, runBackfill } from "./run-backfill.ts";
import { type SlowestFunction, slowestFunction } from "./slowest-function.ts";

export type BackfillResult = {
  /** What was indexed: a protocol, or everything. */
  what: string;
  events: number;
  ballastEventsPerSecond: number;
  bareEventsPerSecond: number;
  /** Ballast's speed as a part of the bare app's: 1 is as fast. */
  ratio: number;
  ballastRuns: readonly number[];
  bareRuns: readonly number[];
  /** Of the last run. */
  slowest: SlowestFunction;
};

/**
 * Backfills Ballast and the bare app in turn, each run in an empty schema of the same database. A
 * first run of each fills Ponder's RPC cache and does not count. The last Ballast run stays up.
 * @param parameters.sources Names of the sources to index; all where it is not given.
 * @returns null where the chains have no event of these sources.
 * @throws where the two apps did not get the same number of events.
 */
export async function benchBackfill(parameters: {
  what: string;
  sources?: readonly string[];
  root: string;
  environment: Record<string, string | undefined>;
  port: number;
  runs: number;
  say: (text: string) => void;
  stops: StopStack;
}): Promise<{ result: BackfillResult; lastRun: Backfill } | null> {
  const { what, sources, root, port, runs, say, stops } = parameters;
  const environment = {
    ...parameters.environment,
    ...(sources === undefined ? {} : { BENCH_SOURCES: JSON.stringify(sources) }),
  };
  const schemaOf = (app: string, name: string) => `${app}_${what.replaceAll("-", "_")}_${name}`;
  const runBallast = (name: string) =>
    runBackfill({
      root,
      configFile: join("bench", "cached.config.ts"),
      schema: schemaOf("ballast", name),
      port,
      environment,
      stops,
    });
  const runBare = (name: string, eventNames: Iterable<string>) =>
    runBackfill({
      root: join(root, "bench", "bare-ponder"),
      configFile: "ponder.config.ts",
      schema: schemaOf("bare", name),
      port,
      environment: { ...environment, BENCH_EVENTS: JSON.stringify([...eventNames]) },
      stops,
    });

  say(`${what}: filling Ponder's RPC cache`);
  const first = await runBallast("warm");
  await first.child.stop();
  if (first.events === 0) return null;
  const eventNames = [...first.functions.keys()];
  const firstBare = await runBare("warm", eventNames);
  await firstBare.child.stop();
  if (first.events !== firstBare.events)
    throw new Error(`Ballast got ${first.events} events, the bare app ${firstBare.events}.`);

  const ballastRuns: number[] = [];
  const bareRuns: number[] = [];
  let lastRun: Backfill | undefined;
  let lastBare: Backfill | undefined;
  for (let run = 1; run <= runs; run++) {
    lastBare = await runBare(String(run), eventNames);
    await lastBare.child.stop();
    bareRuns.push(lastBare.events / lastBare.seconds);
    lastRun = await runBallast(String(run));
    if (run < runs) await lastRun.child.stop();
    ballastRuns.push(lastRun.events / lastRun.seconds);
    say(
      `${what}, backfill ${run} of ${runs}: Ballast ${perSecond(ballastRuns.at(-1)!)}, bare ${perSecond(bareRuns.at(-1)!)}`,
    );
  }
  if (lastRun === undefined || lastBare === undefined)
    throw new RangeError("--runs must be at least 1.");
  const ballastEventsPerSecond = median(ballastRuns);
  const bareEventsPerSecond = median(bareRuns);
  return {
    result: {
      what,
      events: first.events,
      ballastEventsPerSecond,
      bareEventsPerSecond,
      ratio: ballastEventsPerSecond / bareEventsPerSecond,
      ballastRuns,
      bareRuns,
      slowest: slowestFunction(lastRun.functions, lastBare.functions),
    },
    lastRun,
  };
}

function perSecond(value: number): string {
  return `${Math.round(value)} events/s`;
}
