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
import type { Network } from "../../../config/network.ts";
import { createDatabase, type Database } from "../../../src/api/store/create-database.ts";
import {
  createGuardianClient,
  type GuardianClient,
} from "../../../src/api/worker/guardian-client.ts";
import { startWorker, type WorkerConfig } from "../../../src/api/worker.ts";
import { makeAccountValue } from "./make-account-value.ts";

/** anvil's well-known second account, which `startAttestationChain` lets publish. */
const mnemonic = "test test test test test test test test test test test junk";
const operatorKey: Hex = toHex(
  mnemonicToAccount(mnemonic, { addressIndex: 1 }).getHdKey().privateKey!,
);
const WAD = 10n ** 18n;

export const testConfigHash = keccak256(toHex("a methodology of the worker's tests"));
export const testTargetChainId = 71_102;
/** Schema of the index in tests of the worker. */
export const testIndexSchema = "worker_test";
export const accounts: readonly Address[] = ["0xa1", "0xb2", "0xc3"].map((digits) =>
  pad(digits as Hex, { size: 20 }),
);
/** Has code on the target chain in the eyes of the worker. */
export const contractAccount = accounts[2]!;

export type Interceptor = (method: string, forward: () => Promise<unknown>) => Promise<unknown>;

export type TestWorkerParameters = {
  network: Network;
  connectionString: string;
  guardiansUrl: string;
  /** Added to what accounts hold, so that each round attests other values. */
  round: number;
  database?: Database;
  config?: Partial<WorkerConfig>;
  /** Every call to a chain's node passes it. */
  intercept?: Interceptor;
  guardianClients?: readonly GuardianClient[];
  log?: (line: Record<string, unknown>) => void;
};

/** Starts a worker on made-up holdings, with no interval: it attests whenever the vector moves. */
export function startTestWorker(parameters: TestWorkerParameters) {
  const { network, connectionString, guardiansUrl, round, intercept, log } = parameters;
  const database =
    parameters.database ??
    createDatabase({ connectionString, schema: testIndexSchema, maximumConnections: 4 });
  const clients = new Map<number, PublicClient>(
    network.chains.map(({ chainId, rpcUrls }) => [
      chainId,
      createPublicClient({
        transport: intercepted(http(rpcUrls[0], { retryCount: 0 }), intercept),
        cacheTime: 0,
      }),
    ]),
  );
  return startWorker({
    config: {
      network,
      configHash: testConfigHash,
      operatorKey,
      intervalSeconds: 0,
      validitySeconds: 600,
      roundMilliseconds: 20,
      startRetries: 0,
      ...parameters.config,
    },
    dependencies: {
      connectionString,
      db: database.db,
      withSnapshot: database.withSnapshot,
      clients,
      guardians: parameters.guardianClients ?? [createGuardianClient({ url: guardiansUrl })],
      configHashAt: async () => testConfigHash,
      valueAllAccounts: async ({ vector }) =>
        accounts.map((address, index) =>
          makeAccountValue({
            address,
            vector,
            holdings: network.chains.map(({ chainId }) => ({
              chainId,
              collateralWad: (BigInt(index) + 100n + BigInt(round)) * WAD,
              debtWad: BigInt(index) * WAD + 1n,
            })),
          }),
        ),
      isContract: async ({ chainId, address }) =>
        chainId === testTargetChainId && address === contractAccount,
    },
    logger:
      log === undefined
        ? pino({ level: "silent" })
        : pino({}, { write: (line: string) => log(JSON.parse(line)) }),
  });
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
