import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPublicClient, http, type PublicClient } from "viem";
import { findFreePort } from "../../../bin/support/free-port.ts";
import { type Manifest, manifestSchema } from "../../../config/manifest.ts";
import {
  devnetAccountCount,
  devnetAccounts,
  devnetMnemonic,
} from "../../../devnet/accounts/devnet-accounts.ts";
import { startAnvil } from "../../../devnet/anvil/start-anvil.ts";
import { openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { actAtMakerAtRandom } from "../../../devnet/maker/act-at-random.ts";
import { compileCallBatch } from "../../../devnet/maker/compile-call-batch.ts";
import { deployMaker, type MakerMarket } from "../../../devnet/maker/deploy-maker.ts";
import { ilks, vatCalls } from "../../../devnet/maker/maker-calls.ts";
import { playMakerScenario } from "../../../devnet/maker/play-maker-scenario.ts";
import { readMakerRecording } from "../../../devnet/maker/read-maker-recording.ts";
import { shutDown } from "../../../devnet/maker/scenario/shut-down.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { pythExponent, pythPriceIds } from "../../../devnet/pyth/pyth-price-ids.ts";
import { createDatabase, type Database } from "../../../src/api/store/create-database.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { addressOf } from "../handler-harness.ts";
import { type RunningPonder, startPonder } from "../start-ponder.ts";

const chainId = 31_339;
const genesisTimestamp = 1_750_000_000;
/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 12;
/** After the start, while alice's urn is safe. */
const blocksBeforeReorg = 13;
/** Of actions by chance after the scenario, before the system's end. */
const randomBlocks = 80;
/** As many as Ponder holds back as not yet final. */
const blocksOfPatience = 31;
const schema = "maker";

export type MakerWorld = {
  url: string;
  publicClient: PublicClient;
  manifest: Manifest;
  store: Database;
  /** The last block, which is indexed. */
  head: number;
  /** Blocks with something of Maker in them, from the end of its deployment. */
  playedBlocks: readonly number[];
  /** What chance has done. */
  randomKinds: readonly string[];
  stop(): Promise<void>;
};

/**
 * A chain with the recorded deployment on which the scenario, a reorg of three blocks, actions by
 * chance and an emergency shutdown have happened, and real Ponder that has indexed it all: the
 * deployment and the first half of the scenario as history, the rest live.
 */
export async function startMakerWorld(): Promise<MakerWorld> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    return await build(stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<MakerWorld> {
  const folder = await mkdtemp(join(tmpdir(), "ballast-maker-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const database = await createTestDatabase();
  stops.push(database.drop);
  const log = () => undefined;
  const recording = await readMakerRecording({ log });
  const callBatch = await compileCallBatch({ log });
  const { url, stop: stopAnvil } = await startAnvil({
    chainId,
    port: await findFreePort(),
    genesisTimestamp,
    mnemonic: devnetMnemonic,
    accounts: devnetAccountCount,
  });
  stops.push(stopAnvil);
  const chain = openDevChain({ name: "gamma", chainId, url });
  let now = genesisTimestamp;
  const later = (seconds: number) => {
    now += seconds;
    return now;
  };
  const maker = await deployMaker({ chain, recording, nextTimestamp: () => later(1) });
  const manifest = makerManifest({ url, maker });
  const manifestPath = join(folder, "manifest.json");
  await writeFile(manifestPath, JSON.stringify(manifest));
  let head = Number(await chain.client.getBlockNumber());
  const playedBlocks = [head];
  let ponder: RunningPonder | undefined;

  const startIndexing = async () => {
    for (let mined = 0; mined < blocksOfPatience; mined++)
      head = (await chain.mine({ timestamp: later(12) })).number;
    const { connectionString } = database;
    ponder = await startPonder({ command: "start", manifestPath, connectionString, schema });
    stops.push(ponder.stop);
    await ponder.waitReady();
  };
  const { alice, bob, carol, dave, keeper } = devnetAccounts();
  /** Three blocks that Ponder has indexed and that the next ones replace. */
  const reorganise = async () => {
    const [snapshot] = await jsonRpc({ url, calls: [{ method: "evm_snapshot", params: [] }] });
    const before = head;
    for (const dart of [7n, -7n, 11n]) {
      const data = vatCalls.frob(ilks.ethA, alice.address, 0n, dart * 10n ** 18n);
      const label = "a frob that a reorg undoes";
      chain.send({ from: alice.address, to: maker.vat, data, label });
      head = (await chain.mine({ timestamp: later(12) })).number;
    }
    await ponder!.waitIndexed({ [chainId]: head });
    await jsonRpc({ url, calls: [{ method: "evm_revert", params: [snapshot] }] });
    head = before;
  };

  let played = 0;
  const desk = await playMakerScenario({
    ...{ chain, maker, recording, callBatch },
    people: {
      alice: alice.address,
      bob: bob.address,
      carol: carol.address,
      dave: dave.address,
      keeper: keeper.address,
    },
    nextTimestamp: later,
    async onBlock(block) {
      head = block.number;
      playedBlocks.push(head);
      played += 1;
      if (played === blocksBeforeStart) await startIndexing();
      if (played === blocksBeforeReorg) await reorganise();
    },
  });
  const random = createRandom({ seed: 7, stream: 0 });
  const actors = [alice, bob, carol].map(({ address }) => address);
  const randomKinds = new Set<string>();
  for (let block = 0; block < randomBlocks; block++) {
    const kind = await actAtMakerAtRandom(desk, { random, actors });
    if (kind === undefined) continue;
    randomKinds.add(kind);
    await desk.mine(random.integer(1, 400_000));
  }
  await shutDown(desk);
  await ponder!.waitIndexed({ [chainId]: head });

  const store = createDatabase({
    connectionString: database.connectionString,
    schema,
    maximumConnections: 3,
  });
  stops.push(store.close);
  return {
    ...{ url, manifest, store, head, playedBlocks, stop },
    randomKinds: [...randomKinds].sort(),
    publicClient: createPublicClient({
      transport: http(url, { batch: { batchSize: 200 }, timeout: 60_000 }),
    }),
  };
}

/** A network of this one chain, on which Maker is all there is. */
function makerManifest({ url, maker }: { url: string; maker: MakerMarket }): Manifest {
  const nobody = { address: addressOf(0xdead), privateKey: `0x${"11".repeat(32)}` };
  return manifestSchema.parse({
    version: 1,
    seed: 0,
    genesisTimestamp,
    chains: [
      {
        name: "gamma",
        chainId,
        wormholeChainId: 60_003,
        rpcUrl: url,
        startBlock: 1,
        tokens: [],
        aaveV3: [],
        chainlink: [],
        // Never heard of here, but the methodology wants every price to have a feed.
        pyth: {
          contract: addressOf(0xd0),
          startBlock: 1,
          feeds: Object.entries(pythPriceIds).map(([pair, priceId]) => ({
            pair,
            priceId,
            exponent: pythExponent,
          })),
        },
        redstone: [],
        uniswapV3: [],
        maker: [maker],
        wormhole: { core: addressOf(0xc0), guardianSetIndex: 0, startBlock: 1 },
        ballast: {
          collateralVault: addressOf(0xb0),
          attestationEmitter: addressOf(0xb1),
          attestationReceiver: addressOf(0xb2),
          startBlock: 1,
        },
      },
    ],
    guardians: { url: "http://127.0.0.1:1", quorum: 1, addresses: [addressOf(1)] },
    attestation: {
      sourceChainId: chainId,
      targetChainIds: [],
      operatorKey: nobody.privateKey,
    },
    accounts: [],
    deployer: nobody,
    scenario: { heads: {} },
  });
}
