/*
 * npm run demo [-- --port N] [--port-base N] [--seed N] [--data PATH]: the whole of Ballast on this
 * machine. Local chains with the real contracts and a live scenario, embedded Postgres, index and
 * API, worker; until Ctrl-C.
 */
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pino from "pino";
import { readEnvironment } from "../config/environment.ts";
import { type Network, networkFromManifest } from "../config/network.ts";
import { startPostgres } from "../postgres/start-postgres.ts";
import { isPageOutdated, startPageBuild } from "./support/build-page.ts";
import { claimRun } from "./support/claim-run.ts";
import { createProgress, type Progress } from "./support/create-progress.ts";
import { createStopStack, type StopStack } from "./support/create-stop-stack.ts";
import { portNumber, requireFreePort } from "./support/free-port.ts";
import { networkIdentity } from "./support/network-identity.ts";
import { createRunDatabase } from "./support/open-database.ts";
import { ponderCommandLine } from "./support/ponder-command-line.ts";
import { runMain, untilStopSignal } from "./support/run-main.ts";
import { type LoggedChild, spawnLoggedChild } from "./support/spawn-logged-child.ts";
import { startDevnetChild } from "./support/start-devnet-child.ts";
import { waitForPricedAccount } from "./support/wait-for-priced-account.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What a killed run started stops by itself, within this time. */
const killedRunPatienceMilliseconds = 20_000;

const USAGE = "npm run demo [-- --port N] [--port-base N] [--seed N] [--data PATH]";

await runMain(async () => {
  const stopSignal = untilStopSignal();
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: process.env.PORT || "42069" },
      "port-base": { type: "string", default: "8645" },
      seed: { type: "string", default: "1" },
      data: { type: "string", default: join(root, ".data") },
    },
  });
  const port = portNumber(values.port);
  const portBase = portNumber(values["port-base"]);
  const dataDirectory = resolve(values.data);
  const claim = claimRun({ file: join(dataDirectory, "demo", "pid"), command: "demo.ts" });
  const progress = createProgress();
  const stops = createStopStack();
  try {
    await requireFreePorts({
      port,
      portBase,
      patienceMilliseconds: claim.earlier === "killed" ? killedRunPatienceMilliseconds : 0,
    });
    const demo = runDemo({ port, portBase, seed: values.seed, dataDirectory, progress, stops });
    await Promise.race([stopSignal, demo]);
    progress.say("Stopping");
    return 0;
  } finally {
    if (stops.size() > 0) {
      await stops.stopAll();
      progress.say("Everything that the demo started has stopped");
    }
    claim.release();
  }
}, USAGE);

/** @throws BallastError that names the first port that is busy, before anything has started. */
async function requireFreePorts(parameters: {
  port: number;
  portBase: number;
  patienceMilliseconds: number;
}): Promise<void> {
  const { port, portBase, patienceMilliseconds } = parameters;
  await requireFreePort({
    port,
    usedFor: "the API",
    remedy: "Stop that program or choose another port: npm run demo -- --port N.",
    patienceMilliseconds,
  });
  for (const [index, usedFor] of [
    "chain alpha",
    "chain beta",
    "chain gamma",
    "the guardians",
    "the feeds over HTTP",
  ].entries())
    await requireFreePort({
      port: portBase + index,
      usedFor,
      remedy: "Stop that program or choose other ports: npm run demo -- --port-base N.",
      patienceMilliseconds,
    });
}

/** Starts everything and then stays, until a part of it ends by itself: then it rejects. */
async function runDemo(parameters: {
  port: number;
  portBase: number;
  seed: string;
  dataDirectory: string;
  progress: Progress;
  stops: StopStack;
}): Promise<never> {
  const { port, portBase, seed, dataDirectory, progress, stops } = parameters;
  const logDirectory = join(dataDirectory, "demo");
  // Where the other commands look for it, so that they work beside the demo.
  const manifestPath = join(dataDirectory, "devnet", "manifest.json");
  const { say } = progress;
  // Beside the chains: it takes some seconds once, and nothing waits for it.
  const page = isPageOutdated()
    ? await stops.start(
        "The build of the page",
        () => startPageBuild({ logDirectory }),
        (child) => child.stop(),
      )
    : null;
  if (page !== null) say("Building the page beside the rest");
  let chainsAreReady = false;
  say("Starting three local chains with the real contracts (the first time they are downloaded)");
  const devnet = await stops.start(
    "The local chains",
    () =>
      startDevnetChild({
        manifestPath,
        logDirectory,
        arguments: ["--live", "--port-base", String(portBase), "--seed", seed],
        onLine: (line) => {
          chainsAreReady ||= line.startsWith("ready");
          if (!chainsAreReady) say(`  ${line}`);
        },
      }),
    (child) => child.stop(),
  );

  say("Starting Postgres");
  const postgres = await stops.start(
    "Postgres",
    () =>
      startPostgres({
        dataDirectory: join(dataDirectory, "postgres"),
        log: pino({ level: "silent" }),
      }),
    (server) => server.stop(),
  );
  say(postgres.owned ? "Postgres is ready" : "Postgres is ready: joined the one that runs already");

  const manifest = await devnet.manifest;
  const network = networkFromManifest(manifest);
  const environment = {
    ...process.env,
    PORT: undefined,
    PONDER_TELEMETRY_DISABLED: "1",
    BALLAST_NETWORK: "devnet",
    BALLAST_DEVNET_MANIFEST: manifestPath,
    DATABASE_URL: await createRunDatabase({
      serverUrl: postgres.connectionString,
      identity: await networkIdentity(network),
    }),
  };
  say(`The chains hold the scenario: ${describeHeads(network, manifest.scenario.heads)}`);

  say("Starting the index and the API");
  const ponder = await stops.start(
    "The index",
    () =>
      spawnLoggedChild({
        name: "ponder",
        ...ponderCommandLine({
          command: "start",
          port,
          hostname: "127.0.0.1",
          logFormat: "pretty",
          environment: readEnvironment(environment),
        }),
        environment,
        logDirectory,
      }),
    (child) => child.stop(),
  );
  const url = `http://127.0.0.1:${port}`;
  const account = await untilOneEnds(
    [devnet, ponder],
    waitForPricedAccount({ url, accounts: manifest.accounts.map((one) => one.address) }),
  );
  say(`First priced account view after ${progress.elapsedSeconds().toFixed(1)} s`);

  const worker = await stops.start(
    "The worker",
    () =>
      spawnLoggedChild({
        name: "worker",
        script: join(root, "bin", "worker.ts"),
        arguments: [],
        environment,
        logDirectory,
      }),
    (child) => child.stop(),
  );
  say("Started the worker: the first attestation follows within a minute");
  if (page !== null) {
    // The API needs no page: it says itself that there is none.
    await untilOneEnds([devnet, ponder, worker], page.built).catch((error: unknown) => {
      if (page.hasExited()) say(error instanceof Error ? error.message : String(error));
      else throw error;
    });
  }
  printWhatToTry({
    url,
    account,
    guardiansUrl: manifest.guardians.url,
    network,
    manifestPath,
    logDirectory,
  });
  return untilOneEnds([devnet, ponder, worker], new Promise<never>(() => undefined));
}

function untilOneEnds<Result>(
  children: readonly LoggedChild[],
  work: Promise<Result>,
): Promise<Result> {
  return Promise.race([work, ...children.map((child) => child.failure)]);
}

function describeHeads(network: Network, heads: Readonly<Record<string, number>>): string {
  return network.chains
    .map(({ name, chainId }) => `${name} (${chainId}) at block ${heads[String(chainId)]}`)
    .join(", ");
}

function printWhatToTry(parameters: {
  url: string;
  account: string;
  guardiansUrl: string;
  network: Network;
  manifestPath: string;
  logDirectory: string;
}): void {
  const { url, account, guardiansUrl, network, manifestPath, logDirectory } = parameters;
  const chains = network.chains.map((chain) => `${chain.name} ${chain.rpcUrls[0]}`).join("   ");
  console.log(`
  Page       ${url}/
  API        ${url}   documentation ${url}/docs   GraphQL ${url}/graphql
  Chains     ${chains}
  Guardians  ${guardiansUrl}
  Manifest   ${relative(process.cwd(), manifestPath)}   logs ${relative(process.cwd(), logDirectory)}/

  curl ${url}/v1/accounts/${account}/collateral
  curl ${url}/v1/prices
  curl ${url}/v1/attestations/latest

  Ctrl-C stops everything.
`);
}
