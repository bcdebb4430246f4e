/*
 * npm run bench [-- --json] [-- --actions N] [-- --random N] [-- --runs N]: how fast Ballast is beside
 * what its platform costs anyway. Ratios, because machines differ: the backfill, of everything and of
 * each protocol, against a Ponder app that only inserts the same events, the account view against an
 * empty route of the same server.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createProgress } from "../bin/support/create-progress.ts";
import { createStopStack } from "../bin/support/create-stop-stack.ts";
import { findFreePort } from "../bin/support/free-port.ts";
import { runMain, untilStopSignal } from "../bin/support/run-main.ts";
import { networkFromManifest } from "../config/network.ts";
import { type BackfillResult, benchBackfill } from "./bench-backfill.ts";
import { benchRequests } from "./bench-requests.ts";
import { openBenchWorld } from "./open-bench-world.ts";
import { printReport } from "./print-report.ts";
import { produceHistory } from "./produce-history.ts";
import { protocolSources } from "./protocol-sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      actions: { type: "string", default: "5000" },
      random: { type: "string", default: "600" },
      runs: { type: "string", default: "3" },
      seconds: { type: "string", default: "8" },
    },
  });
  const stopSignal = untilStopSignal();
  const { say } = createProgress(values.json ? console.error : console.log);
  const stops = createStopStack();

  async function bench(): Promise<void> {
    say("Starting the local chains and Postgres");
    const { manifest, manifestPath, databaseUrl } = await openBenchWorld({
      ...{ stops, identity: "bench" },
      devnetArguments: ["--random", values.random],
    });
    const actions = Number(values.actions);
    const withAave = manifest.chains.filter(({ aaveV3 }) => aaveV3.length > 0);
    say(`Adding ${actions} Aave actions on each of ${withAave.length} chains`);
    for (const chain of withAave) await produceHistory({ chain, actions });

    const environment = {
      ...process.env,
      PORT: undefined,
      BALLAST_NETWORK: "devnet",
      BALLAST_DEVNET_MANIFEST: manifestPath,
      BALLAST_CLOCK: "chain",
      DATABASE_URL: databaseUrl,
    };
    const common = {
      root,
      environment,
      port: await findFreePort(),
      runs: Number(values.runs),
      say,
      stops,
    };
    const backfills: BackfillResult[] = [];
    for (const [what, sources] of protocolSources(networkFromManifest(manifest))) {
      const one = await benchBackfill({ ...common, what, sources });
      if (one === null) continue;
      await one.lastRun.child.stop();
      backfills.push(one.result);
    }
    const everything = await benchBackfill({ ...common, what: "everything" });
    if (everything === null) throw new Error("The chains have no events.");
    const requests = await benchRequests({
      url: everything.lastRun.url,
      account: manifest.accounts[0]!.address,
      seconds: Number(values.seconds),
      runs: Number(values.runs),
      say,
    });
    printReport({ backfill: [everything.result, ...backfills], requests, json: values.json });
  }

  try {
    const outcome = await Promise.race([bench().then(() => "done"), stopSignal]);
    return outcome === "done" ? 0 : 130;
  } finally {
    await stops.stopAll();
  }
});
