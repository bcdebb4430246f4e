/*
 * npm run bench:book-live [-- --json] [-- --seconds N] [-- --runs N] [-- --blocks N]: the live book on
 * the local chains and the real indexer: the account view against an empty route of the same server at
 * 32 connections, at rest and while blocks come, and the time from a mined block to the pushed update
 * against Ponder's own /status.
 */
import { parseArgs } from "node:util";
import { createProgress } from "../bin/support/create-progress.ts";
import { createStopStack } from "../bin/support/create-stop-stack.ts";
import { findFreePort } from "../bin/support/free-port.ts";
import { ponderCommandLine } from "../bin/support/ponder-command-line.ts";
import { runMain, untilStopSignal } from "../bin/support/run-main.ts";
import { spawnChild } from "../bin/support/spawn-child.ts";
import { waitUntil } from "../bin/support/wait-until.ts";
import { jsonRpc } from "../devnet/chain/json-rpc.ts";
import { benchRequests, type RequestsResult } from "./bench-requests.ts";
import { measurePush } from "./measure-push.ts";
import { openBenchWorld } from "./open-bench-world.ts";

const SCHEMA = "bench_book";
const CONNECTIONS = 32;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      seconds: { type: "string", default: "8" },
      runs: { type: "string", default: "3" },
      blocks: { type: "string", default: "20" },
    },
  });
  const stopSignal = untilStopSignal();
  const { say } = createProgress(values.json ? console.error : console.log);
  const stops = createStopStack();

  async function bench(): Promise<void> {
    say("Starting the local chains and Postgres");
    const { manifest, manifestPath, databaseUrl } = await openBenchWorld({
      ...{ stops, identity: "bench_book" },
    });
    const port = await findFreePort();
    const lines: string[] = [];
    const child = await stops.start(
      "ponder start",
      () =>
        spawnChild({
          name: "ponder start",
          ...ponderCommandLine({
            ...{ command: "start", port, hostname: "127.0.0.1", logFormat: "json" },
            environment: { DATABASE_SCHEMA: SCHEMA, LOG_LEVEL: "warn" },
          }),
          environment: {
            ...process.env,
            PORT: undefined,
            BALLAST_NETWORK: "devnet",
            BALLAST_DEVNET_MANIFEST: manifestPath,
            DATABASE_URL: databaseUrl,
            DATABASE_SCHEMA: SCHEMA,
            LOG_LEVEL: "warn",
            PONDER_TELEMETRY_DISABLED: "1",
          },
          onLine: (line) => {
            lines.push(line);
            if (lines.length > 30) lines.shift();
          },
        }),
      (started) => started.stop(),
    );
    const url = `http://127.0.0.1:${port}`;
    say("Indexing");
    await waitUntil({
      what: "the list at risk is served",
      timeoutMilliseconds: 600_000,
      condition: async () => {
        if (child.hasExited()) throw new Error(`ponder start ended:\n${lines.join("\n")}`);
        return (await fetch(`${url}/v1/at-risk`).catch(() => null))?.status === 200;
      },
      explain: () => lines.join("\n"),
    });
    const chain = manifest.chains.find(({ aaveV3 }) => aaveV3.length > 0);
    if (chain === undefined) throw new Error("No chain has Aave.");
    const account = manifest.accounts[0]!.address;
    // The index is ready before it has the newest blocks; with each the book advances.
    await waitUntil({
      what: "the index is at the heads",
      timeoutMilliseconds: 300_000,
      condition: async () => {
        const response = await fetch(`${url}/v1/accounts/${account}/collateral`);
        const view = (await response.json()) as { blocks?: { lag: { blocks: number | null } }[] };
        return view.blocks?.every(({ lag }) => lag.blocks === 0) ?? false;
      },
      explain: () => lines.join("\n"),
    });
    const load = {
      ...{ url, account, connections: CONNECTIONS, say },
      ...{ seconds: Number(values.seconds), runs: Number(values.runs) },
    };
    const requests = await benchRequests(load);
    say(`Now with a block of ${chain.name} every second`);
    let mining: Promise<unknown> = Promise.resolve();
    const miner = setInterval(() => {
      mining = mining.then(() =>
        jsonRpc({ url: chain.rpcUrl, calls: [{ method: "evm_mine", params: [] }] }),
      );
    }, 1_000);
    const meanwhile = await benchRequests(load).finally(() => clearInterval(miner));
    await mining;
    const push = await measurePush({ url, chain, blocks: Number(values.blocks) });
    if (values.json) {
      console.log(JSON.stringify({ connections: CONNECTIONS, requests, meanwhile, push }));
      return;
    }
    console.log(
      `account view at ${CONNECTIONS} connections: ${requestsText(requests)}\n` +
        `the same with a block every second: ${requestsText(meanwhile)}\n` +
        `from a mined block to the pushed update: ${Math.round(push.pushedMilliseconds)} ms, ${push.ratio.toFixed(2)} times /status (${Math.round(push.statusMilliseconds)} ms)`,
    );
  }

  try {
    const outcome = await Promise.race([bench().then(() => "done"), stopSignal]);
    return outcome === "done" ? 0 : 130;
  } finally {
    await stops.stopAll();
  }
});

function requestsText({
  accountViewPerSecond,
  emptyRoutePerSecond,
  ratio,
}: RequestsResult): string {
  return `${Math.round(accountViewPerSecond)}/s, ${ratio.toFixed(2)} of an empty route's ${Math.round(emptyRoutePerSecond)}/s`;
}
