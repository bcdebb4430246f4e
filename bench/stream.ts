/*
 * npm run bench:stream [-- --subscribers N] [-- --minutes N] [-- --slow N] [-- --pause MS] [-- --json]:
 * the price stream under load. The seeded history of the local chains is indexed by the real Ponder
 * into a real Postgres; then chains and indexer give way to a writer that appends blocks in which
 * every feed of Pyth moves, so that they take nothing of what is measured: one `ponder serve` for all
 * readers, which are in a process of their own. Some readers never read: only they may be dropped.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createProgress } from "../bin/support/create-progress.ts";
import { createStopStack } from "../bin/support/create-stop-stack.ts";
import { findFreePort } from "../bin/support/free-port.ts";
import { ponderCommandLine } from "../bin/support/ponder-command-line.ts";
import { runMain, untilStopSignal } from "../bin/support/run-main.ts";
import { type Child, spawnChild } from "../bin/support/spawn-child.ts";
import { waitUntil } from "../bin/support/wait-until.ts";
import { startAppendingBlocks } from "./append-blocks.ts";
import { createDelays } from "./delays.ts";
import { openBenchWorld } from "./open-bench-world.ts";
import { processUsage } from "./process-usage.ts";
import type { ReadersReport } from "./stream-readers.ts";

const SCHEMA = "bench_stream";

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      subscribers: { type: "string", default: "1000" },
      minutes: { type: "string", default: "10" },
      slow: { type: "string", default: "5" },
      pause: { type: "string", default: "1000" },
    },
  });
  const stopSignal = untilStopSignal();
  const { say } = createProgress(values.json ? console.error : console.log);
  const stops = createStopStack();

  async function bench(): Promise<number> {
    say("Starting the local chains and Postgres");
    const { manifest, manifestPath, databaseUrl, stopDevnet } = await openBenchWorld({
      ...{ stops, identity: "bench_stream" },
    });
    const environment = {
      ...process.env,
      BALLAST_CLOCK: "chain",
      PORT: undefined,
      BALLAST_NETWORK: "devnet",
      BALLAST_DEVNET_MANIFEST: manifestPath,
      DATABASE_URL: databaseUrl,
      DATABASE_SCHEMA: SCHEMA,
      LOG_LEVEL: "warn",
      PONDER_TELEMETRY_DISABLED: "1",
    };
    const startPonder = async (command: "start" | "serve") => {
      const port = await findFreePort();
      const lines: string[] = [];
      const child = await stops.start(
        `ponder ${command}`,
        () =>
          spawnChild({
            name: `ponder ${command}`,
            ...ponderCommandLine({
              ...{ command, port, hostname: "127.0.0.1", logFormat: "json" },
              environment: { DATABASE_SCHEMA: SCHEMA, LOG_LEVEL: "warn" },
            }),
            environment,
            onLine: (line) => {
              lines.push(line);
              if (lines.length > 30) lines.shift();
            },
          }),
        (started) => started.stop(),
      );
      const url = `http://127.0.0.1:${port}`;
      await waitUntil({
        what: `ponder ${command} is ready`,
        timeoutMilliseconds: 600_000,
        condition: async () => {
          if (child.hasExited()) throw new Error(`ponder ${command} ended:\n${lines.join("\n")}`);
          return (await fetch(`${url}/ready`).catch(() => null))?.status === 200;
        },
        explain: () => lines.join("\n"),
      });
      return { child, url };
    };
    say("Indexing");
    const indexer = await startPonder("start");
    await indexer.child.stop();
    const { child: server, url } = await startPonder("serve");
    const prices = (await (await fetch(`${url}/v1/prices`)).json()) as {
      items: { asset: string }[];
    };
    await stopDevnet();
    await stops.start(
      "The writer of blocks",
      () =>
        startAppendingBlocks({
          ...{ manifest, connectionString: databaseUrl, schema: SCHEMA },
          pauseMilliseconds: Number(values.pause),
        }),
      (writer) => writer.stop(),
    );
    return measure({
      server,
      url,
      assets: prices.items.map(({ asset }) => asset),
      subscribers: Number(values.subscribers),
      slow: Number(values.slow),
      minutes: Number(values.minutes),
    });
  }

  async function measure(parameters: {
    server: Child;
    url: string;
    assets: readonly string[];
    subscribers: number;
    slow: number;
    minutes: number;
  }): Promise<number> {
    const { server, url, assets, subscribers, slow, minutes } = parameters;
    const all = { fanOut: createDelays(), sinceWrite: createDelays() };
    let minute = { fanOut: createDelays(), sinceWrite: createDelays(), events: 0, bytes: 0 };
    let last: ReadersReport | undefined;
    const problems: string[] = [];
    say(`Opening ${subscribers} streams, and ${slow} that nobody reads`);
    const readers = await stops.start(
      "The readers",
      () =>
        spawnChild({
          name: "readers",
          script: fileURLToPath(new URL("stream-readers.ts", import.meta.url)),
          arguments: [
            ...["--url", url, "--assets", assets.join(",")],
            ...["--readers", String(subscribers), "--slow", String(slow)],
          ],
          environment: process.env,
          onLine(line) {
            if (!line.startsWith("{")) {
              problems.push(line);
              return;
            }
            last = JSON.parse(line) as ReadersReport;
            minute.events += last.events;
            minute.bytes += last.bytes;
            for (const name of ["fanOut", "sinceWrite"] as const) {
              minute[name].merge(last[name]);
              all[name].merge(last[name]);
            }
          },
        }),
      (child) => child.stop(),
    );
    const dropped = async () => {
      const text = await (await fetch(`${url}/v1/metrics`)).text();
      return Number(/ballast_stream_dropped_readers_total (\d+)/.exec(text)?.[1] ?? 0);
    };
    const requireReaders = () => {
      if (readers.hasExited()) throw new Error(`The readers ended:\n${problems.join("\n")}`);
    };
    await waitUntil({
      what: "every stream is open",
      timeoutMilliseconds: 300_000,
      condition: async () => {
        requireReaders();
        return last?.open === subscribers;
      },
    });
    say(
      "minute  open  broken  dropped  events/s    MB/s  RSS MB  cores  fan-out p50/p99 ms  since write p50/p99 ms",
    );
    const rows: Record<string, number | null>[] = [];
    let usage = processUsage(server.pid);
    for (let count = 1; count <= minutes; count++) {
      minute = { fanOut: createDelays(), sinceWrite: createDelays(), events: 0, bytes: 0 };
      const begin = performance.now();
      await sleep(60_000);
      requireReaders();
      const seconds = (performance.now() - begin) / 1_000;
      const now = processUsage(server.pid);
      const row = {
        minute: count,
        open: last?.open ?? 0,
        broken: last?.broken ?? 0,
        uneven: last?.uneven ?? 0,
        dropped: await dropped(),
        eventsPerSecond: Math.round(minute.events / seconds),
        megabytesPerSecond: Math.round(minute.bytes / seconds / 10_000) / 100,
        residentMegabytes: now.residentMegabytes,
        cores: Math.round(((now.cpuSeconds - usage.cpuSeconds) / seconds) * 100) / 100,
        fanOutP50: minute.fanOut.quantile(0.5),
        fanOutP99: minute.fanOut.quantile(0.99),
        sinceWriteP50: minute.sinceWrite.quantile(0.5),
        sinceWriteP99: minute.sinceWrite.quantile(0.99),
      };
      usage = now;
      rows.push(row);
      say(
        [
          String(row.minute).padStart(6),
          String(row.open).padStart(5),
          String(row.broken).padStart(7),
          String(row.dropped).padStart(8),
          String(row.eventsPerSecond).padStart(9),
          row.megabytesPerSecond.toFixed(2).padStart(7),
          String(row.residentMegabytes).padStart(7),
          row.cores.toFixed(2).padStart(6),
          `${row.fanOutP50}/${row.fanOutP99}`.padStart(19),
          `${row.sinceWriteP50}/${row.sinceWriteP99}`.padStart(23),
        ].join(" "),
      );
    }
    const end = rows.at(-1);
    const summary = {
      subscribers,
      slow,
      minutes,
      dropped: end?.dropped ?? 0,
      broken: end?.broken ?? 0,
      uneven: end?.uneven ?? 0,
      fanOutP50: all.fanOut.quantile(0.5),
      fanOutP99: all.fanOut.quantile(0.99),
      sinceWriteP50: all.sinceWrite.quantile(0.5),
      sinceWriteP99: all.sinceWrite.quantile(0.99),
      rows,
    };
    if (values.json) console.log(JSON.stringify(summary));
    const isClean = summary.broken === 0 && summary.uneven === 0 && summary.dropped <= slow;
    say(
      isClean
        ? `Of ${subscribers} readers none was dropped or missed an event; of ${slow} that do not read ${summary.dropped} were dropped.`
        : `${summary.broken} readers were cut off, ${summary.uneven} missed events, ${summary.dropped} were dropped.`,
    );
    return isClean ? 0 : 1;
  }

  try {
    return await Promise.race([bench(), stopSignal.then(() => 130)]);
  } finally {
    await stops.stopAll();
  }
});
