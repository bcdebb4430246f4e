import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { networkFromManifest } from "../../config/network.ts";
import { startDevnet } from "../../devnet/start-devnet.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { createDatabase } from "../../src/api/store/create-database.ts";
import { createStopStack } from "../support/create-stop-stack.ts";
import { openDatabase } from "../support/open-database.ts";
import { startPonder } from "../support/start-ponder.ts";
import { compareViews } from "./compare-views.ts";
import { type CountedSource, countKinds, type KindCounts } from "./count-kinds.ts";
import { createComparer } from "./create-comparer.ts";
import { createReport, type ReportedParity } from "./create-report.ts";
import { type Played, playAndCompare } from "./play-and-compare.ts";

const SCHEMA = "ballast_parity";
/** Accounts whose views are asked of the server after each stage, beside those of the scenario. */
const FURTHER_VIEWS = 10;

export type ParityRun = {
  seed: number;
  played: Played;
  items: ReportedParity[];
  /** Answers of the running server that were compared. */
  views: number;
  counts: KindCounts;
};

/**
 * Local chains with the scenario of a seed, the real indexer on them, and then blocks by chance, with
 * everything compared at every block. Leaves nothing behind.
 * @throws BallastError `parity-difference` at the first difference.
 */
export async function runOnDevnet(parameters: {
  seed: number;
  blocks: number;
  actions: number;
  databaseUrl: string | undefined;
  log: Logger;
  onProgress: (line: string) => void;
}): Promise<ParityRun> {
  const { seed, blocks, actions, databaseUrl, log, onProgress } = parameters;
  const stops = createStopStack();
  try {
    const folder = await stops.start(
      "The folder",
      () => mkdtemp(join(tmpdir(), "ballast-parity-")),
      (path) => rm(path, { recursive: true, force: true }),
    );
    const manifestPath = join(folder, "manifest.json");
    const devnet = await stops.start(
      "The local chains",
      () => startDevnet({ manifestPath, seed, log: onProgress }),
      (one) => one.stop(),
    );
    const network = networkFromManifest(devnet.manifest);
    const { connectionString } = await stops.start(
      "Postgres",
      () => openDatabase({ databaseUrl, network, log }),
      (one) => one.stop(),
    );
    const index = { command: "start", manifestPath, connectionString, schema: SCHEMA } as const;
    const startIndex = () =>
      stops.start(
        "The index",
        () => startPonder(index),
        (one) => one.stop(),
      );
    let ponder = await startIndex();
    await ponder.waitReady(600_000);
    const database = await stops.start(
      "The database connection",
      async () => createDatabase({ connectionString, schema: SCHEMA, maximumConnections: 4 }),
      (one) => one.close(),
    );
    const methodology = readMethodology(network);
    const report = createReport();
    const scenarioAccounts = devnet.manifest.accounts.map(({ address }) => address);
    const comparer = createComparer({
      ...{ network, methodology, database, report, onProgress },
      accounts: scenarioAccounts,
    });
    let views = 0;
    const played = await playAndCompare({
      ...{ devnet, network, comparer, blocks, actions, onProgress },
      ponder: () => ponder,
      async kill() {
        await ponder.kill("SIGKILL");
        return async () => {
          ponder = await startIndex();
          await ponder.waitReady(600_000);
        };
      },
      async onStage(heads) {
        const others = comparer.accounts().filter((one) => !scenarioAccounts.includes(one));
        const accounts = [...scenarioAccounts, ...others.slice(0, FURTHER_VIEWS)];
        views += await compareViews({
          ...{ url: ponder.url, network, methodology, database, comparer, heads, accounts },
        });
      },
    });
    const counts = await countKinds({
      sources: await readSources({ manifestPath, connectionString }),
      chains: network.chains.map(({ name, chainId, rpcUrls }) => ({
        name,
        url: rpcUrls[0]!,
        client: comparer.client(chainId),
      })),
    });
    return { seed, played, items: report.items(), views, counts };
  } finally {
    await stops.stopAll();
  }
}

/** What the index follows: Ponder's own configuration, which reads the environment. */
async function readSources(parameters: {
  manifestPath: string;
  connectionString: string;
}): Promise<Record<string, CountedSource>> {
  process.env.BALLAST_NETWORK = "devnet";
  process.env.BALLAST_DEVNET_MANIFEST = parameters.manifestPath;
  process.env.DATABASE_URL = parameters.connectionString;
  const { default: config } = await import("../../ponder.config.ts");
  return config.contracts as unknown as Record<string, CountedSource>;
}
