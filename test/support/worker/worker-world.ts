import type { Address } from "viem";
import { attestationEmitterAbi } from "../../../abis/attestation-emitter.ts";
import { attestationReceiverAbi } from "../../../abis/attestation-receiver.ts";
import type { Network } from "../../../config/network.ts";
import { createGuardianKeys } from "../../../devnet/guardians/guardian-keys.ts";
import { startGuardianNetwork } from "../../../devnet/guardians/start-guardian-network.ts";
import { attestationStream } from "../../../src/api/attestation/attestation-stream.ts";
import { createDatabase } from "../../../src/api/store/create-database.ts";
import { createAttestationReader } from "../../../src/api/store/read-attestations.ts";
import { chainBlock } from "../../../src/blocks/schema.ts";
import { createIndexTables } from "../create-index-tables.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { type AttestationChain, startAttestationChain } from "../start-attestation-chain.ts";
import { waitUntil } from "../wait-until.ts";
import { indexBlocks } from "./index-blocks.ts";
import {
  startTestWorker,
  type TestWorkerParameters,
  testConfigHash,
  testIndexSchema,
  testTargetChainId,
} from "./start-test-worker.ts";

const SOURCE = { chainId: 71_101, wormholeChainId: 10_004 };
const TARGET = { chainId: testTargetChainId, wormholeChainId: 10_002 };

export type WorkerWorld = Awaited<ReturnType<typeof createWorkerWorld>>;
/** Two chains with the real core and our contracts, guardians, a database with indexed blocks. */
export async function createWorkerWorld() {
  const keys = createGuardianKeys();
  const genesisTimestamp = Math.floor(Date.now() / 1000) - 10_000;
  const [source, target] = await Promise.all([
    startAttestationChain({ ...SOURCE, genesisTimestamp, keys }),
    startAttestationChain({ ...TARGET, genesisTimestamp, keys }),
  ]);
  await target.allow({
    receiver: target.contracts.attestationReceiver,
    emitters: [
      { wormholeChainId: SOURCE.wormholeChainId, emitter: source.contracts.attestationEmitter },
    ],
    configHashes: [testConfigHash],
  });
  const guardians = await startGuardianNetwork({
    chains: [source, target].map(({ wormholeChainId, url, core }) => ({
      wormholeChainId,
      rpcUrl: url,
      core,
    })),
    keys,
    quorum: 13,
    port: 0,
    pollingIntervalMilliseconds: 20,
    log: () => undefined,
  });
  const network: Network = {
    name: "devnet",
    simulated: true,
    bridgedTokens: [],
    references: [],
    chains: [source, target].map((chain, index) => networkChain(chain, index)),
    guardianUrls: [guardians.url],
    attestation: { sourceChainId: SOURCE.chainId, targetChainIds: [TARGET.chainId] },
    httpFeeds: [],
  };
  const testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  await createIndexTables({
    connectionString,
    schema: testIndexSchema,
    tables: [chainBlock],
    ready: true,
  });
  const database = createDatabase({
    connectionString,
    schema: testIndexSchema,
    maximumConnections: 6,
  });
  const reader = createAttestationReader({ db: database.db, stream: attestationStream(network) });
  let round = 0;

  const world = {
    source,
    target,
    guardians,
    network,
    connectionString,
    database,
    reader,

    /** Mines until what is the head now is final, and indexes it. */
    async advance(): Promise<void> {
      round += 1;
      for (const chain of [source, target]) await chain.client.mine({ blocks: 3 });
      await world.index();
    },

    async index(): Promise<void> {
      for (const { chainId, client } of [source, target]) {
        await indexBlocks({ db: database.db, chainId, client });
      }
    },

    /** Starts a worker in this process. */
    start(options: Partial<TestWorkerParameters> = {}) {
      return startTestWorker({ ...world.workerParameters(), database, ...options });
    },

    /** What a worker in another process needs to know. */
    workerParameters() {
      return { network, connectionString, guardiansUrl: guardians.url, round };
    },

    async untilDelivered(epoch: bigint): Promise<void> {
      await world.until(`epoch ${epoch} is delivered`, async () => {
        const record = await reader.byEpoch(epoch);
        return record?.deliveries[0]?.deliveredAt != null;
      });
    },

    async until(what: string, condition: () => Promise<boolean>): Promise<void> {
      await waitUntil({ what, condition, timeoutMilliseconds: 20_000, intervalMilliseconds: 20 });
    },

    /** Every publication and acceptance that ever happened on the chains. */
    async history() {
      const published = await source.client.getContractEvents({
        address: source.contracts.attestationEmitter,
        abi: attestationEmitterAbi,
        eventName: "AttestationPublished",
        fromBlock: 0n,
        strict: true,
      });
      const accepted = await target.client.getContractEvents({
        address: target.contracts.attestationReceiver,
        abi: attestationReceiverAbi,
        eventName: "RootAccepted",
        fromBlock: 0n,
        strict: true,
      });
      const { address } = source.operator;
      return {
        published: published.map(({ args }) => args.epoch),
        accepted: accepted.map(({ args }) => args.epoch),
        /** Transactions of the operator, successful or not. */
        sentOnSource: await source.client.getTransactionCount({ address }),
        sentOnTarget: await target.client.getTransactionCount({ address }),
      };
    },

    async stop(): Promise<void> {
      await guardians.stop();
      await database.close();
      await testDatabase.drop();
      await Promise.all([source.stop(), target.stop()]);
    },
  };
  return world;
}

function networkChain(chain: AttestationChain, index: number): Network["chains"][number] {
  return {
    name: index === 0 ? "alpha" : "beta",
    chainId: chain.chainId,
    wormholeChainId: chain.wormholeChainId,
    observers: { watching: 19, needed: 13 },
    rpcUrls: [chain.url],
    startBlock: 0,
    pollingIntervalMilliseconds: 200,
    chainlinkPhaseIntervalBlocks: 1,
    sampleIntervalBlocks: 1,
    tokens: [],
    aaveV3: [],
    chainlink: [],
    pyth: null,
    redstone: [],
    maker: [],
    uniswapV3: [],
    morphoBlue: [],
    erc4626: [],
    metaMorpho: [],
    venus: [],
    perpV2: [],
    chainlinkCache: [],
    chronicle: [],
    sequencer: null,
    rates: [],
    wormhole: { core: chain.core.toLowerCase() as Address, startBlock: 0 },
    ballast: {
      collateralVault: chain.contracts.collateralVault.toLowerCase() as Address,
      attestationEmitter: chain.contracts.attestationEmitter.toLowerCase() as Address,
      attestationReceiver: chain.contracts.attestationReceiver.toLowerCase() as Address,
      startBlock: 0,
    },
  };
}
