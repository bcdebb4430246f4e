import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPublicClient, http, type PublicClient } from "viem";
import { findFreePort } from "../../../bin/support/free-port.ts";
import type { Manifest } from "../../../config/manifest.ts";
import { devnetAccountCount, devnetMnemonic } from "../../../devnet/accounts/devnet-accounts.ts";
import { startAnvil } from "../../../devnet/anvil/start-anvil.ts";
import { type DevChain, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { createDatabase, type Database } from "../../../src/api/store/create-database.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { type RunningPonder, startPonder } from "../start-ponder.ts";

/** As many as Ponder holds back as not yet final. */
const BLOCKS_OF_PATIENCE = 31;
const BATCH_SIZE = 300;

/** A chain of its own that is acted on block by block, and real Ponder that joins in the middle. */
export type SingleChain = {
  name: string;
  chainId: number;
  url: string;
  genesisTimestamp: number;
  chain: DevChain;
  publicClient: PublicClient;
  /** The time so many seconds after the last one that was given. */
  later(seconds: number): number;
  /** Number of the last block that was noted or mined here. */
  head(): number;
  /** Tells of a block that others have mined. */
  note(block: { number: number }): void;
  mine(seconds: number): Promise<void>;
  /** Starts Ponder on the manifest, with all that has happened as history that is final. */
  startIndexing(manifest: Manifest): Promise<void>;
  /**
   * Plays blocks, waits until Ponder has indexed them, and takes them back: the next ones replace them.
   * They begin some seconds later, so that no block is like one that it replaces.
   */
  undo(play: () => Promise<void>): Promise<void>;
  /** Waits until Ponder has indexed everything, and opens the database. */
  finish(): Promise<Database>;
  stop(): Promise<void>;
};

export async function startSingleChain(parameters: {
  name: string;
  chainId: number;
  genesisTimestamp: number;
  /** Of the index. */
  schema: string;
  allowsLargeContracts?: boolean;
}): Promise<SingleChain> {
  const { name, chainId, genesisTimestamp, schema, allowsLargeContracts = false } = parameters;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), `ballast-${name}-`));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const { connectionString, drop } = await createTestDatabase();
    stops.push(drop);
    const anvil = await startAnvil({
      ...{ chainId, genesisTimestamp, allowsLargeContracts },
      port: await findFreePort(),
      mnemonic: devnetMnemonic,
      accounts: devnetAccountCount,
    });
    stops.push(anvil.stop);
    const { url } = anvil;
    const chain = openDevChain({ name, chainId, url });
    let now = genesisTimestamp;
    let head = 0;
    let ponder: RunningPonder | undefined;
    const running = () => {
      if (ponder === undefined) throw new RangeError("Ponder was not started.");
      return ponder;
    };
    const self: SingleChain = {
      ...{ name, chainId, url, genesisTimestamp, chain, stop },
      publicClient: createPublicClient({
        transport: http(url, { batch: { batchSize: BATCH_SIZE }, timeout: 60_000 }),
      }),
      later(seconds) {
        now += seconds;
        return now;
      },
      head: () => head,
      note: ({ number }) => {
        head = number;
      },
      async mine(seconds) {
        self.note(await chain.mine({ timestamp: self.later(seconds) }));
      },
      async startIndexing(manifest) {
        const manifestPath = join(folder, "manifest.json");
        await writeFile(manifestPath, JSON.stringify(manifest));
        for (let mined = 0; mined < BLOCKS_OF_PATIENCE; mined++) await self.mine(12);
        ponder = await startPonder({ command: "start", manifestPath, connectionString, schema });
        stops.push(ponder.stop);
        await ponder.waitReady();
      },
      async undo(play) {
        const [snapshot] = await jsonRpc({ url, calls: [{ method: "evm_snapshot", params: [] }] });
        const before = { head, now };
        await play();
        await running().waitIndexed({ [chainId]: head });
        await jsonRpc({ url, calls: [{ method: "evm_revert", params: [snapshot] }] });
        head = before.head;
        now = before.now + 5;
      },
      async finish() {
        await running().waitIndexed({ [chainId]: head });
        const store = createDatabase({ connectionString, schema, maximumConnections: 3 });
        stops.push(store.close);
        return store;
      },
    };
    return self;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is built on a chain of its own; the chain is stopped where that fails. */
export async function onSingleChain<World>(
  parameters: Parameters<typeof startSingleChain>[0],
  build: (single: SingleChain) => Promise<World>,
): Promise<World & { stop(): Promise<void> }> {
  const single = await startSingleChain(parameters);
  try {
    return { ...(await build(single)), stop: single.stop };
  } catch (error) {
    await single.stop();
    throw error;
  }
}
