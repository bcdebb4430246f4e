import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPublicClient, http, type PublicClient } from "viem";
import type { Manifest } from "../../config/manifest.ts";
import { type Network, networkFromManifest } from "../../config/network.ts";
import { type StartDevnetParameters, startDevnet } from "../../devnet/start-devnet.ts";
import { createDatabase, type Database } from "../../src/api/store/create-database.ts";
import { createTestDatabase } from "./create-test-database.ts";
import { type RunningPonder, startPonder } from "./start-ponder.ts";

const schema = "ballast_index_test";

export type IndexWorld = {
  manifest: Manifest;
  manifestPath: string;
  network: Network;
  connectionString: string;
  schema: string;
  database: Database;
  /** Reads of one chain, in batches. */
  client(chainId: number): PublicClient;
  /** The running indexer; another one after `restart`. */
  ponder(): RunningPonder;
  /** Starts the indexer again on the same schema, after it was killed. */
  restart(): Promise<void>;
  startReplica(): Promise<RunningPonder>;
  /** Indexes everything anew into another schema, as a release with other handlers does. */
  reindex(): Promise<RunningPonder>;
  heads(): Promise<Record<number, bigint>>;
  close(): Promise<void>;
};

/**
 * The local chains, and the real indexer on a database of its own.
 * @param parameters.play What happens on the chains before the indexer starts, instead of the whole
 * seeded scenario, from contracts and first prices alone at `genesisTimestamp`.
 */
export async function createIndexWorld(
  parameters: Pick<StartDevnetParameters, "genesisTimestamp" | "parts" | "random" | "httpFeeds"> & {
    play?: (manifest: Manifest) => Promise<void>;
    /** Of the indexer and of replicas. */
    environment?: Record<string, string>;
  } = {},
): Promise<IndexWorld> {
  const { play, environment, ...ofDevnet } = parameters;
  const directory = mkdtempSync(join(tmpdir(), "ballast-index-world-"));
  const manifestPath = join(directory, "manifest.json");
  const closings: (() => Promise<unknown>)[] = [
    async () => rmSync(directory, { recursive: true, force: true }),
  ];
  async function close(): Promise<void> {
    for (const one of closings.splice(0).reverse()) await one();
  }
  try {
    const log: string[] = [];
    const devnet = await startDevnet({
      manifestPath,
      ...ofDevnet,
      scenario: play === undefined,
      log: (line) => log.push(line),
    });
    closings.push(() => devnet.stop());
    const { manifest } = devnet;
    await play?.(manifest);
    const network = networkFromManifest(manifest);
    const testDatabase = await createTestDatabase();
    closings.push(() => testDatabase.drop());
    const { connectionString } = testDatabase;
    const common = { manifestPath, connectionString, schema, environment };
    const ponders: RunningPonder[] = [];
    closings.push(async () => {
      for (const ponder of ponders.reverse()) await ponder.stop();
    });
    const startOne = async (command: "start" | "serve", inSchema = schema) => {
      const ponder = await startPonder({ command, ...common, schema: inSchema });
      ponders.push(ponder);
      await ponder.waitReady();
      return ponder;
    };
    let indexer = await startOne("start");
    const database = createDatabase({ connectionString, schema, maximumConnections: 8 });
    closings.push(() => database.close());
    const clients = new Map(
      manifest.chains.map(({ chainId, rpcUrl }) => [
        chainId,
        createPublicClient({
          cacheTime: 0,
          transport: http(rpcUrl, { batch: { batchSize: 200, wait: 2 }, timeout: 60_000 }),
        }),
      ]),
    );
    const client = (chainId: number) => clients.get(chainId)!;
    return {
      manifest,
      manifestPath,
      network,
      connectionString,
      schema,
      database,
      client,
      ponder: () => indexer,
      async restart() {
        indexer = await startOne("start");
      },
      startReplica: () => startOne("serve"),
      reindex: () => startOne("start", `${schema}_anew`),
      heads: async () =>
        Object.fromEntries(
          await Promise.all(
            manifest.chains.map(async ({ chainId }) => [
              chainId,
              await client(chainId).getBlockNumber({ cacheTime: 0 }),
            ]),
          ),
        ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
