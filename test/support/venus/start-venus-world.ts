import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Address, createPublicClient, http, type PublicClient } from "viem";
import { findFreePort } from "../../../bin/support/free-port.ts";
import type { Manifest } from "../../../config/manifest.ts";
import { fetchAaveV3Artifacts } from "../../../devnet/aave-v3/aave-v3-artifacts.ts";
import {
  devnetAccountCount,
  devnetAccounts,
  devnetMnemonic,
} from "../../../devnet/accounts/devnet-accounts.ts";
import { startAnvil } from "../../../devnet/anvil/start-anvil.ts";
import { openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { deployTokens } from "../../../devnet/tokens/deploy-tokens.ts";
import { actAtVenusAtRandom } from "../../../devnet/venus/act-on-venus-at-random.ts";
import type { VenusPeople } from "../../../devnet/venus/create-venus-desk.ts";
import { deployVenus } from "../../../devnet/venus/deploy-venus.ts";
import { playVenusScenario } from "../../../devnet/venus/play-venus-scenario.ts";
import { prepareVenus, type VenusArtifacts } from "../../../devnet/venus/prepare-venus.ts";
import { vTokenCall } from "../../../devnet/venus/venus-transactions.ts";
import { createDatabase, type Database } from "../../../src/api/store/create-database.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { type RunningPonder, startPonder } from "../start-ponder.ts";
import { compileVenusLens } from "./compile-venus-lens.ts";
import { venusManifest } from "./venus-manifest.ts";

const chainId = 31_340;
const genesisTimestamp = 1_750_000_000;
/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 18;
const blocksBeforeReorg = 19;
/** Of actions by chance after the scenario. */
const randomBlocks = 85;
/** As many as Ponder holds back as not yet final. */
const blocksOfPatience = 31;
const schema = "venus";
const pricesE8 = {
  WETH: 2_500n * 10n ** 8n,
  USDC: 10n ** 8n,
  DAI: 10n ** 8n,
  WBTC: 60_000n * 10n ** 8n,
};

export type VenusWorld = {
  publicClient: PublicClient;
  manifest: Manifest;
  people: VenusPeople;
  artifacts: VenusArtifacts;
  /** Our VenusLens. */
  lens: Address;
  store: Database;
  /** The last block, which is indexed. */
  head: number;
  /** Blocks with something of Venus in them, from its deployment. */
  playedBlocks: ReadonlySet<number>;
  /** How often chance has done what. */
  randomCounts: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};

/**
 * A chain with Venus' pools on which the scenario, a reorg of three blocks and actions by chance have
 * happened, and real Ponder that has indexed it all: the deployment and the first half of the scenario
 * as history, the rest live.
 */
export async function startVenusWorld(): Promise<VenusWorld> {
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
): Promise<VenusWorld> {
  const folder = await mkdtemp(join(tmpdir(), "ballast-venus-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const database = await createTestDatabase();
  stops.push(database.drop);
  const log = () => undefined;
  const artifacts = await prepareVenus({ log });
  const { MintableERC20 } = await fetchAaveV3Artifacts({ log });
  const { url, stop: stopAnvil } = await startAnvil({
    chainId,
    port: await findFreePort(),
    genesisTimestamp,
    mnemonic: devnetMnemonic,
    accounts: devnetAccountCount,
    allowsLargeContracts: true,
  });
  stops.push(stopAnvil);
  const chain = openDevChain({ name: "gamma", chainId, url });
  let now = genesisTimestamp;
  const later = (seconds: number) => {
    now += seconds;
    return now;
  };
  const accounts = devnetAccounts();
  const deployer = accounts.deployer.address;
  const tokens = await deployTokens({ chain, deployer, mintableErc20: MintableERC20 });
  const pools = await deployVenus({ chain, deployer, artifacts, tokens, pricesE8 });
  const lens = await chain.deploy({
    from: deployer,
    artifact: await compileVenusLens(),
    label: "deploy the lens",
  });
  let head = (await chain.mine({ timestamp: later(12) })).number;
  const manifest = venusManifest({ chainId, url, genesisTimestamp, pools });
  const manifestPath = join(folder, "manifest.json");
  await writeFile(manifestPath, JSON.stringify(manifest));
  const playedBlocks = new Set([head]);
  let ponder: RunningPonder | undefined;

  const startIndexing = async () => {
    for (let mined = 0; mined < blocksOfPatience; mined++)
      head = (await chain.mine({ timestamp: later(12) })).number;
    const { connectionString } = database;
    ponder = await startPonder({ command: "start", manifestPath, connectionString, schema });
    stops.push(ponder.stop);
    await ponder.waitReady();
  };
  const people: VenusPeople = {
    ...addressesOf(["alice", "bob", "carol", "dave", "erin", "frank"]),
    keeper: accounts.liquidator.address,
  };
  /** Three blocks that Ponder has indexed and that the next ones replace. */
  const reorganise = async () => {
    const [snapshot] = await jsonRpc({ url, calls: [{ method: "evm_snapshot", params: [] }] });
    const before = head;
    const { vToken } = pools[0]!.markets[0]!;
    const place = { from: people.alice, vToken } as const;
    for (const amount of [5n, 6n, 7n]) {
      chain.send(vTokenCall({ ...place, functionName: "mint", args: [amount * 10n ** 18n] }));
      chain.send(vTokenCall({ ...place, functionName: "transfer", args: [people.frank, amount] }));
      head = (await chain.mine({ timestamp: later(12) })).number;
    }
    await ponder!.waitIndexed({ [chainId]: head });
    await jsonRpc({ url, calls: [{ method: "evm_revert", params: [snapshot] }] });
    head = before;
  };

  let played = 0;
  const desk = await playVenusScenario({
    ...{ chain, pools, people },
    nextTimestamp: later,
    async onBlock(block) {
      head = block.number;
      playedBlocks.add(head);
      played += 1;
      if (played === blocksBeforeStart) await startIndexing();
      if (played === blocksBeforeReorg) await reorganise();
    },
  });
  const random = createRandom({ seed: 5, stream: 0 });
  const { alice, bob, carol, erin, frank } = people;
  const actors = [alice, bob, carol, erin, frank];
  const randomCounts: Record<string, number> = {};
  for (let block = 0; block < randomBlocks; ) {
    const kind = await actAtVenusAtRandom(desk, { random, actors });
    if (kind === undefined) continue;
    randomCounts[kind] = (randomCounts[kind] ?? 0) + 1;
    await desk.mine(random.integer(1, 400_000));
    block += 1;
  }
  await ponder!.waitIndexed({ [chainId]: head });

  const store = createDatabase({
    connectionString: database.connectionString,
    schema,
    maximumConnections: 3,
  });
  stops.push(store.close);
  return {
    ...{ manifest, people, artifacts, lens, store, head, playedBlocks, randomCounts, stop },
    publicClient: createPublicClient({
      transport: http(url, { batch: { batchSize: 300 }, timeout: 60_000 }),
    }),
  };
}

function addressesOf<Name extends keyof ReturnType<typeof devnetAccounts>>(
  names: readonly Name[],
): Record<Name, Address> {
  const accounts = devnetAccounts();
  return Object.fromEntries(names.map((name) => [name, accounts[name].address])) as Record<
    Name,
    Address
  >;
}
