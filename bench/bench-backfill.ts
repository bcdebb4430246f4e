import { join } from "node:path";
import type { StopStack } from "../bin/support/create-stop-stack.ts";
import { median } from "./median.ts";
import { type Backfill, runBackfill } from "./run-backfill.ts";

export type BackfillResult = {
  events: number;
  ballastEventsPerSecond: number;
  bareEventsPerSecond: number;
  /** Ballast's speed as a part of the bare app's: 1 is as fast. */
  ratio: number;
  ballastRuns: readonly number[];
  bareRuns: readonly number[];
};

/**
 * Backfills Ballast and the bare app in turn, each run in an empty schema of the same database. A
 * first run of each fills Ponder's RPC cache and does not count. The last Ballast run stays up.
 * @throws where the two apps did not get the same number of events.
 */
export async function benchBackfill(parameters: {
  root: string;
  environment: Record<string, string | undefined>;
  port: number;
  runs: number;
  say: (text: string) => void;
  stops: StopStack;
}): Promise<{ result: BackfillResult; lastRun: Backfill }> {
  const { root, environment, port, runs, say, stops } = parameters;
  const runBallast = (name: string) =>
    runBackfill({
      root,
      configFile: join("bench", "cached.config.ts"),
      schema: `ballast_${name}`,
      port,
      environment,
      stops,
    });
  const runBare = (name: string, eventNames: readonly string[]) =>
    runBackfill({
      root: join(root, "bench", "bare-ponder"),
      configFile: "ponder.config.ts",
      schema: `bare_${name}`,
      port,
      environment: { ...environment, BENCH_EVENTS: JSON.stringify(eventNames) },
      stops,
    });

  say("Filling Ponder's RPC cache");
  const first = await runBallast("warm");
  await first.child.stop();
  const firstBare = await runBare("warm", first.eventNames);
  await firstBare.child.stop();
  if (first.events !== firstBare.events)
    throw new Error(`Ballast got ${first.events} events, the bare app ${firstBare.events}.`);

  const ballastRuns: number[] = [];
  const bareRuns: number[] = [];
  let lastRun: Backfill | undefined;
  for (let run = 1; run <= runs; run++) {
    const bare = await runBare(String(run), first.eventNames);
    await bare.child.stop();
    bareRuns.push(bare.events / bare.seconds);
    const ballast = await runBallast(String(run));
    if (run < runs) await ballast.child.stop();
    else lastRun = ballast;
    ballastRuns.push(ballast.events / ballast.seconds);
    say(
      `Backfill ${run} of ${runs}: Ballast ${perSecond(ballastRuns.at(-1)!)}, bare ${perSecond(bareRuns.at(-1)!)}`,
    );
  }
  if (lastRun === undefined) throw new RangeError("--runs must be at least 1.");
  const ballastEventsPerSecond = median(ballastRuns);
  const bareEventsPerSecond = median(bareRuns);
  return {
    result: {
      events: first.events,
      ballastEventsPerSecond,
      bareEventsPerSecond,
      ratio: ballastEventsPerSecond / bareEventsPerSecond,
      ballastRuns,
      bareRuns,
    },
    lastRun,
  };
}

function perSecond(value: number): string {
  return `${Math.round(value)} events/s`;
}
