import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPublicClient, http, type PublicClient } from "viem";
import { findFreePort } from "../../../bin/support/free-port.ts";
import { type Manifest, manifestSchema } from "../../../config/manifest.ts";
import { fetchAaveV3Artifacts } from "../../../devnet/aave-v3/aave-v3-artifacts.ts";
import {
  devnetAccountCount,
  devnetAccounts,
  devnetMnemonic,
} from "../../../devnet/accounts/devnet-accounts.ts";
import { startAnvil } from "../../../devnet/anvil/start-anvil.ts";
import { type MinedBlock, openDevChain } from "../../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { actAtPerpV2AtRandom } from "../../../devnet/perp-v2/act-at-random.ts";
import { createPerpV2Desk } from "../../../devnet/perp-v2/create-perp-v2-desk.ts";
import { deployPerpV2, type PerpV2Market } from "../../../devnet/perp-v2/deploy-perp-v2.ts";
import { playPerpV2Scenario } from "../../../devnet/perp-v2/play-perp-v2-scenario.ts";
import { preparePerpV2 } from "../../../devnet/perp-v2/prepare-perp-v2.ts";
import { pythExponent, pythPriceIds } from "../../../devnet/pyth/pyth-price-ids.ts";
import { deployTokens, type TokenAddresses } from "../../../devnet/tokens/deploy-tokens.ts";
import { devnetTokens } from "../../../devnet/tokens/devnet-tokens.ts";
import { createDatabase, type Database } from "../../../src/api/store/create-database.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { addressOf } from "../handler-harness.ts";
import { type RunningPonder, startPonder } from "../start-ponder.ts";

export const perpChainId = 31_340;
const genesisTimestamp = 1_750_000_000;
/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 22;
const blocksBeforeReorg = 24;
/** Of actions by chance after the scenario. */
const randomBlocks = 60;
/** As many as Ponder holds back as not yet final. */
const blocksOfPatience = 31;
const schema = "perp_v2";

export type PerpV2World = {
  url: string;
  publicClient: PublicClient;
  manifest: Manifest;
  store: Database;
  /** The last block, which is indexed. */
  head: number;
  /** Blocks in which something was done at Perp, in the history that stands. */
  played: readonly MinedBlock[];
  /** What chance has done. */
  randomKinds: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};

/**
 * A chain on which the scenario, a reorg of three blocks and actions by chance have happened, and real
 * Ponder that has indexed it all: the first part of the scenario as history, the rest live.
 */
export async function startPerpV2World(): Promise<PerpV2World> {
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
): Promise<PerpV2World> {
  const folder = await mkdtemp(join(tmpdir(), "ballast-perp-v2-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const database = await createTestDatabase();
  stops.push(database.drop);
  const { connectionString } = database;
  const log = () => undefined;
  const artifacts = await preparePerpV2({ log });
  const { MintableERC20: mintableErc20 } = await fetchAaveV3Artifacts({ log });
  const { url, stop: stopAnvil } = await startAnvil({
    chainId: perpChainId,
    port: await findFreePort(),
    genesisTimestamp,
    mnemonic: devnetMnemonic,
    accounts: devnetAccountCount,
  });
  stops.push(stopAnvil);
  const chain = openDevChain({ name: "delta", chainId: perpChainId, url });
  let now = genesisTimestamp;
  const nextTimestamp = (seconds: number) => {
    now += seconds;
    return now;
  };
  const accounts = devnetAccounts();
  const deployer = accounts.deployer.address;
  const tokens = await deployTokens({ chain, deployer, mintableErc20 });
  await chain.mine({ timestamp: nextTimestamp(1) });
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ] as const;
  const perp = await deployPerpV2({ chain, deployer, artifacts, tokens, oracles, nextTimestamp });
  const manifest = perpManifest({ url, perp, tokens });
  const manifestPath = join(folder, "manifest.json");
  await writeFile(manifestPath, JSON.stringify(manifest));

  let head = 0;
  let ponder: RunningPonder | undefined;
  const played: MinedBlock[] = [];
  const startIndexing = async () => {
    for (let mined = 0; mined < blocksOfPatience; mined++)
      head = (await chain.mine({ timestamp: nextTimestamp(12) })).number;
    ponder = await startPonder({ command: "start", manifestPath, connectionString, schema });
    stops.push(ponder.stop);
    await ponder.waitReady();
  };
  const people = {
    alice: accounts.alice.address,
    bob: accounts.bob.address,
    carol: accounts.carol.address,
    dave: accounts.dave.address,
    erin: accounts.erin.address,
    frank: accounts.frank.address,
    keeper: accounts.keeper.address,
  };
  /** Three blocks that Ponder has indexed and that the next ones replace. */
  const reorganise = async () => {
    const [snapshot] = await jsonRpc({ url, calls: [{ method: "evm_snapshot", params: [] }] });
    const [before, time] = [head, now];
    const undone = createPerpV2Desk({
      ...{ chain, perp, people, nextTimestamp },
      async onBlock(block) {
        head = block.number;
      },
    });
    undone.deposit(people.carol, undone.usdc, 777_000_000n);
    await undone.mine(12);
    undone.trade(people.carol, undone.base("vETH"), {
      ...{ side: "short", of: "quote", amount: 500n * 10n ** 18n },
    });
    await undone.mine(12);
    undone.withdraw(people.bob, undone.collateral("WETH"), 10n ** 17n);
    await undone.mine(12);
    await ponder!.waitIndexed({ [perpChainId]: head });
    await jsonRpc({ url, calls: [{ method: "evm_revert", params: [snapshot] }] });
    [head, now] = [before, time + 5];
  };

  const desk = await playPerpV2Scenario({
    ...{ chain, perp, people, nextTimestamp },
    async onBlock(block) {
      head = block.number;
      played.push(block);
      if (played.length === blocksBeforeStart) await startIndexing();
      if (played.length === blocksBeforeReorg) await reorganise();
    },
  });
  const random = createRandom({ seed: 5, stream: 0 });
  const actors = [people.bob, people.carol, people.dave, people.erin, people.frank];
  const randomKinds: Record<string, number> = {};
  for (let blocks = 0; blocks < randomBlocks; ) {
    const kind = await actAtPerpV2AtRandom(desk, { random, actors });
    if (kind === undefined) continue;
    randomKinds[kind] = (randomKinds[kind] ?? 0) + 1;
    await desk.mine(random.integer(1, 5_000));
    blocks += 1;
  }
  await ponder!.waitIndexed({ [perpChainId]: head });

  const store = createDatabase({ connectionString, schema, maximumConnections: 3 });
  stops.push(store.close);
  return {
    ...{ url, manifest, store, head, played, randomKinds, stop },
    publicClient: createPublicClient({
      transport: http(url, { batch: { batchSize: 200 }, timeout: 60_000 }),
    }),
  };
}

/** A network of this one chain, on which Perp v2 is all there is. */
function perpManifest(parameters: {
  url: string;
  perp: PerpV2Market;
  tokens: TokenAddresses;
}): Manifest {
  const { url, perp, tokens } = parameters;
  const nobody = { address: addressOf(0xdead), privateKey: `0x${"11".repeat(32)}` };
  return manifestSchema.parse({
    version: 1,
    seed: 0,
    genesisTimestamp,
    chains: [
      {
        name: "delta",
        chainId: perpChainId,
        wormholeChainId: 60_004,
        rpcUrl: url,
        startBlock: 1,
        tokens: devnetTokens.map(({ symbol, decimals }) => ({
          ...{ symbol, decimals, address: tokens[symbol] },
          mint: { signature: "mint(address account, uint256 value)", minter: null },
        })),
        aaveV3: [],
        chainlink: [],
        // Never heard of here, but the methodology wants every price to have a feed.
        pyth: {
          contract: addressOf(0xd0),
          startBlock: 1,
          feeds: Object.entries(pythPriceIds).map(([pair, priceId]) => ({
            ...{ pair, priceId, exponent: pythExponent },
          })),
        },
        redstone: [],
        uniswapV3: [],
        perpV2: [perp],
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
      sourceChainId: perpChainId,
      targetChainIds: [],
      operatorKey: nobody.privateKey,
    },
    accounts: [],
    deployer: nobody,
    scenario: { heads: {} },
  });
}
