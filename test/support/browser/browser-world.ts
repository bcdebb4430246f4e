import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isPageOutdated, startPageBuild } from "../../../bin/support/build-page.ts";
import { spawnChild } from "../../../bin/support/spawn-child.ts";
import { createIndexWorld, type IndexWorld } from "../index-world.ts";
import { keepMining } from "./keep-mining.ts";
import { type OpenBrowser, openBrowser } from "./open-browser.ts";

export type BrowserWorld = IndexWorld & {
  /** Of a `ponder serve`, which answers on where the indexer stops. */
  url: string;
  browser: OpenBrowser;
  /** Kills what indexes; the API stays. */
  stopIndexing(): Promise<void>;
  /** Kills the API that the page is of. */
  stopApi(): Promise<void>;
};

/** Chains of the scenario that go on by the wall clock, the indexer, the worker, an API with the built page, and a browser. */
export async function createBrowserWorld(): Promise<BrowserWorld> {
  const logDirectory = mkdtempSync(join(tmpdir(), "ballast-browser-world-"));
  const closings: (() => Promise<unknown>)[] = [
    async () => rmSync(logDirectory, { recursive: true, force: true }),
  ];
  const close = async () => {
    for (const one of closings.splice(0).reverse()) await one();
  };
  try {
    const page = isPageOutdated() ? await startPageBuild({ logDirectory }) : null;
    if (page !== null) closings.push(() => page.stop());
    const world = await createIndexWorld({
      httpFeeds: true,
      environment: { BALLAST_CLOCK: "wall" },
    });
    closings.push(() => world.close());
    await page?.built;
    const mining = keepMining(world.manifest.chains.map(({ rpcUrl }) => rpcUrl));
    closings.push(() => mining.stop());
    const replica = await world.startReplica();
    const worker = await spawnChild({
      name: "worker",
      script: fileURLToPath(new URL("../../../bin/worker.ts", import.meta.url)),
      arguments: [],
      environment: {
        ...process.env,
        NODE_ENV: undefined,
        BALLAST_NETWORK: "devnet",
        BALLAST_DEVNET_MANIFEST: world.manifestPath,
        DATABASE_URL: world.connectionString,
        DATABASE_SCHEMA: world.schema,
        LOG_LEVEL: "warn",
      },
      onLine: () => undefined,
    });
    closings.push(() => worker.stop());
    const browser = await openBrowser(replica.url);
    closings.push(() => browser.close());
    return {
      ...world,
      url: replica.url,
      browser,
      stopIndexing: () => world.ponder().kill("SIGKILL"),
      stopApi: () => replica.kill("SIGKILL"),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
