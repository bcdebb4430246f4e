import pino from "pino";
import {
  type Address,
  createPublicClient,
  type EIP1193RequestFn,
  type Hex,
  http,
  keccak256,
  type PublicClient,
  pad,
  type Transport,
  toHex,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { attestationEmitterAbi } from "../../../abis/attestation-emitter.ts";
import { attestationReceiverAbi } from "../../../abis/attestation-receiver.ts";
import type { Network } from "../../../config/network.ts";
import { createGuardianKeys } from "../../../devnet/guardians/guardian-keys.ts";
import { startGuardianNetwork } from "../../../devnet/guardians/start-guardian-network.ts";
import { attestationStream } from "../../../src/api/attestation/attestation-stream.ts";
import { createDatabase } from "../../../src/api/store/create-database.ts";
import { createAttestationReader } from "../../../src/api/store/read-attestations.ts";
import {
  createGuardianClient,
  type GuardianClient,
} from "../../../src/api/worker/guardian-client.ts";
import { startWorker, type WorkerConfig } from "../../../src/api/worker.ts";
import { chainBlock } from "../../../src/blocks/schema.ts";
import type { BlockVector } from "../../../src/core/block-vector.ts";
import { createIndexTables } from "../create-index-tables.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { type AttestationChain, startAttestationChain } from "../start-attestation-chain.ts";
import { waitUntil } from "../wait-until.ts";
import { indexBlocks } from "./index-blocks.ts";
import { makeAccountValue } from "./make-account-value.ts";

/** anvil's well-known second account, which `startAttestationChain` lets publish. */
const mnemonic = "test test test test test test test test test test test junk";
export const operatorKey: Hex = toHex(
  mnemonicToAccount(mnemonic, { addressIndex: 1 }).getHdKey().privateKey!,
);
export const configHash = keccak256(toHex("a methodology of the worker's tests"));
export const SCHEMA = "worker_test";
const WAD = 10n ** 18n;
const SOURCE = { chainId: 71_101, wormholeChainId: 10_004 };
const TARGET = { chainId: 71_102, wormholeChainId: 10_002 };

export const accounts: readonly Address[] = ["0xa1", "0xb2", "0xc3"].map((digits) =>
  pad(digits as Hex, { size: 20 }),
);
/** Has code on the target chain in the eyes of the worker. */
export const contractAccount = accounts[2]!;

export type WorkerWorld = Awaited<ReturnType<typeof createWorkerWorld>>;
type Interceptor = (method: string, forward: () => Promise<unknown>) => Promise<unknown>;

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
    configHashes: [configHash],
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
    chains: [source, target].map((chain, index) => networkChain(chain, index)),
    guardianUrls: [guardians.url],
    attestation: { sourceChainId: SOURCE.chainId, targetChainIds: [TARGET.chainId] },
  };
  const testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  await createIndexTables({ connectionString, schema: SCHEMA, tables: [chainBlock], ready: true });
  const database = createDatabase({ connectionString, schema: SCHEMA, maximumConnections: 6 });
  const reader = createAttestationReader({ db: database.db, stream: attestationStream(network) });
  let round = 0n;

  const world = {
    source,
    target,
    guardians,
    network,
    connectionString,
    database,
    reader,

    /** What accounts hold: changes with each call of `advance`, so that each epoch has other values. */
    valueAllAccounts: async ({ vector }: { vector: BlockVector }) =>
      accounts.map((address, index) =>
        makeAccountValue({
          address,
          vector,
          holdings: [source, target].map(({ chainId }) => ({
            chainId,
            collateralWad: (BigInt(index) + 100n + round) * WAD,
            debtWad: BigInt(index) * WAD + 1n,
          })),
        }),
      ),

    /** Mines until what is the head now is final, and indexes it. */
    async advance(): Promise<void> {
      round += 1n;
      for (const chain of [source, target]) await chain.client.mine({ blocks: 3 });
      await world.index();
    },

    async index(): Promise<void> {
      for (const { chainId, client } of [source, target]) {
        await indexBlocks({ db: database.db, chainId, client });
      }
    },

    /** Starts a worker whose every call to a chain's node passes `intercept`. */
    start(
      options: {
        config?: Partial<WorkerConfig>;
        intercept?: Interceptor;
        guardianClients?: readonly GuardianClient[];
        log?: (line: Record<string, unknown>) => void;
      } = {},
    ) {
      const clients = new Map<number, PublicClient>(
        [source, target].map(({ chainId, url }) => [
          chainId,
          createPublicClient({
            transport: intercepted(http(url, { retryCount: 0 }), options.intercept),
            cacheTime: 0,
          }),
        ]),
      );
      return startWorker({
        config: {
          network,
          configHash,
          operatorKey,
          intervalSeconds: 3_600,
          validitySeconds: 600,
          roundMilliseconds: 20,
          ...options.config,
        },
        dependencies: {
          connectionString,
          db: database.db,
          withSnapshot: database.withSnapshot,
          clients,
          guardians: options.guardianClients ?? [createGuardianClient({ url: guardians.url })],
          valueAllAccounts: world.valueAllAccounts,
          isContract: async ({ chainId, address }) =>
            chainId === TARGET.chainId && address === contractAccount,
        },
        logger:
          options.log === undefined
            ? pino({ level: "silent" })
            : pino({}, { write: (line: string) => options.log?.(JSON.parse(line)) }),
      });
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

function intercepted(transport: Transport, intercept: Interceptor | undefined): Transport {
  if (intercept === undefined) return transport;
  return (parameters) => {
    const inner = transport(parameters);
    const request = (async (call: { method: string }) =>
      intercept(call.method, () => inner.request(call as never))) as EIP1193RequestFn;
    return { ...inner, request };
  };
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
    tokens: [],
    aaveV3: [],
    chainlink: [],
    pyth: null,
    redstone: [],
    uniswapV3: [],
    morphoBlue: [],
    erc4626: [],
    metaMorpho: [],
    wormhole: { core: chain.core.toLowerCase() as Address, startBlock: 0 },
    ballast: {
      collateralVault: chain.contracts.collateralVault.toLowerCase() as Address,
      attestationEmitter: chain.contracts.attestationEmitter.toLowerCase() as Address,
      attestationReceiver: chain.contracts.attestationReceiver.toLowerCase() as Address,
      startBlock: 0,
    },
  };
}
