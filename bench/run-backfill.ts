import type { StopStack } from "../bin/support/create-stop-stack.ts";
import { ponderScript } from "../bin/support/ponder-command-line.ts";
import { type Child, spawnChild } from "../bin/support/spawn-child.ts";

export type Backfill = {
  url: string;
  events: number;
  seconds: number;
  /** The indexing functions that ran, by name. */
  functions: ReadonlyMap<string, FunctionRun>;
  child: Child;
};

/** How often an indexing function ran, and for how long in all. */
export type FunctionRun = { events: number; milliseconds: number };

const timeoutMilliseconds = 300_000;

/**
 * Runs `ponder start` in an empty schema until the backfill is complete and leaves it running. The
 * time is from Ponder's first "Started backfill indexing" to its "Completed backfill indexing": the
 * start of the process and the build do not count.
 */
export async function runBackfill(parameters: {
  root: string;
  configFile: string;
  schema: string;
  port: number;
  environment: Record<string, string | undefined>;
  stops: StopStack;
}): Promise<Backfill> {
  const { root, configFile, schema, port, environment, stops } = parameters;
  const lines: string[] = [];
  let startedAt: number | undefined;
  let completedAt: number | undefined;
  const begin = () =>
    spawnChild({
      name: "ponder",
      script: ponderScript(),
      arguments: [
        ...["start", "--root", root, "--config", configFile, "--schema", schema],
        ...["--port", String(port), "--hostname", "127.0.0.1", "--log-format", "json"],
      ],
      environment: { ...environment, DATABASE_SCHEMA: schema, PONDER_TELEMETRY_DISABLED: "1" },
      onLine(line) {
        lines.push(line);
        if (!line.startsWith("{")) return;
        const entry = JSON.parse(line) as { msg?: string; time?: number };
        if (entry.msg === "Started backfill indexing") startedAt ??= entry.time;
        if (entry.msg === "Completed backfill indexing across all chains") completedAt = entry.time;
      },
    });
  const child = await stops.start("Ponder", begin, (started) => started.stop());
  try {
    const deadline = performance.now() + timeoutMilliseconds;
    while (completedAt === undefined) {
      if (child.hasExited() || performance.now() > deadline)
        throw new Error(`The backfill of ${root} failed:\n${lines.slice(-30).join("\n")}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
    if (startedAt === undefined) throw new Error("Ponder did not log when the backfill started.");
    const url = `http://127.0.0.1:${port}`;
    const functions = await readFunctions(url);
    return {
      url,
      events: [...functions.values()].reduce((sum, { events }) => sum + events, 0),
      seconds: (completedAt - startedAt) / 1000,
      functions,
      child,
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Ponder's own counts and times of what it ran. */
async function readFunctions(url: string): Promise<Map<string, FunctionRun>> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const valuesOf = (metric: string) => {
    const pattern = new RegExp(`^${metric}\\{[^}]*event="([^"]+)"[^}]*\\} ([0-9.e+-]+)$`, "gm");
    const sums = new Map<string, number>();
    for (const [, event, value] of metrics.matchAll(pattern))
      sums.set(event!, (sums.get(event!) ?? 0) + Number(value));
    return sums;
  };
  const milliseconds = valuesOf("ponder_indexing_function_duration_sum");
  return new Map(
    [...valuesOf("ponder_indexing_completed_events")]
      .filter(([, events]) => events > 0)
      .map(([name, events]) => [name, { events, milliseconds: milliseconds.get(name) ?? 0 }]),
  );
}
