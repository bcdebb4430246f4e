/*
 * npm run parity [-- --seed N] [--blocks N] [--actions N] [--json]: local chains with the seeded
 * scenario, the real index, then blocks by chance with reorganisations and a kill in between, and at
 * every block everything that Ballast derives beside the contracts' own views. Exits 1 at the first
 * difference. With --running the index of the environment instead, at its newest blocks.
 */
import { parseArgs } from "node:util";
import pino from "pino";
import { readEnvironment, readNetwork } from "../config/environment.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import { describeCounts, describeParity } from "./parity/print-run.ts";
import { runOnDevnet } from "./parity/run-on-devnet.ts";
import { runOnIndex } from "./parity/run-on-index.ts";
import { createProgress } from "./support/create-progress.ts";
import { runMain } from "./support/run-main.ts";

const ACTIONS_PER_BLOCK = 7;

const USAGE = "npm run parity [-- --seed N] [--blocks N] [--actions N] [--running] [--json]";

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      blocks: { type: "string" },
      actions: { type: "string" },
      running: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const progress = createProgress();
  const onProgress = (line: string) => (values.json ? undefined : progress.say(line));
  if (values.running) {
    const environment = readEnvironment(process.env);
    const items = await runOnIndex({
      network: readNetwork(environment),
      connectionString: environment.DATABASE_URL,
      schema: environment.DATABASE_SCHEMA,
      blocks: count("--blocks", values.blocks ?? "20"),
      onProgress,
    });
    print(values.json, { items }, describeParity(items));
    return 0;
  }
  const blocks = count("--blocks", values.blocks ?? "40");
  const run = await runOnDevnet({
    seed: count("--seed", values.seed),
    blocks,
    actions: count("--actions", values.actions ?? String(blocks * ACTIONS_PER_BLOCK)),
    databaseUrl: process.env.DATABASE_URL || undefined,
    log: pino({ level: "warn" }),
    onProgress,
  });
  print(values.json, run, [
    ...describeCounts(run.counts),
    ...describeParity(run.items),
    `Seed ${run.seed}: ${run.played.actions} actions in ${run.played.blocks} blocks of each chain beside the scenario, ${run.views} answers of the server: no difference.`,
  ]);
  return 0;
}, USAGE);

function print(json: boolean, value: unknown, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(value, null, 2) : lines.join("\n"));
}

function count(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BallastError(`${option} "${text}" is not a whole number.`, { code: "command-line" });
}
