import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import pRetry from "p-retry";
import type { Logger } from "pino";
import type { Hex, PublicClient } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Network } from "../../config/network.ts";
import { BallastError } from "../core/ballast-error.ts";
import { attestationPlaces } from "./attestation/attestation-places.ts";
import { attestationStream } from "./attestation/attestation-stream.ts";
import { createAttestationStore } from "./store/offchain-attestations.ts";
import { createDeliveryStore } from "./store/offchain-deliveries.ts";
import { migrateOffchainTables } from "./store/offchain-migrate.ts";
import { DEFAULT_OFFCHAIN_SCHEMA, offchainTables } from "./store/offchain-tables.ts";
import { createTransactionStore } from "./store/offchain-transactions.ts";
import { checkSettings } from "./worker/check-settings.ts";
import type { Valuation } from "./worker/compute-attestation.ts";
import { createFailureLog } from "./worker/failure-log.ts";
import type { GuardianClient } from "./worker/guardian-client.ts";
import { type LeaderLoop, runAsLeader } from "./worker/run-as-leader.ts";
import { runRound } from "./worker/run-round.ts";
import type { WorkerContext } from "./worker/worker-context.ts";

export type WorkerConfig = {
  network: Network;
  /** Hash of this release's methodology, which the receivers should allow. */
  configHash: Hex;
  operatorKey: Hex;
  /** Seconds from one computed attestation to the next. */
  intervalSeconds: number;
  /** Seconds from an attestation's `asOf` to its `validUntil`. */
  validitySeconds: number;
  /** How long leaves and proofs are kept, 30 days by default. */
  retentionSeconds?: number;
  /** When guardians sign: 200 at once (the default), 201 safe, 202 finalized. */
  consistencyLevel?: number;
  /** Postgres schema of the offchain tables. */
  offchainSchema?: string;
  /** Pause between two rounds of work, 1,000 by default. */
  roundMilliseconds?: number;
  /** How often a node that does not answer at the start is asked again, 4 times by default. */
  startRetries?: number;
  /** How long a transaction may wait before it is sent again for a higher fee, 60,000 by default. */
  replaceTransactionAfterMilliseconds?: number;
};

export type WorkerDependencies = Valuation & {
  /** For the lock's own session and for migrations. */
  connectionString: string;
  /** For the offchain tables. */
  db: NodePgDatabase;
  clients: ReadonlyMap<number, PublicClient>;
  /** Asked in turn. */
  guardians: readonly GuardianClient[];
  now?: () => Date;
  /** What the leader does beside attesting. */
  beside?: readonly LeaderLoop[];
};

/** 1, 2, 4 and 8 seconds apart. */
const START_RETRIES = 4;

/**
 * Starts the attestor and relayer: at an interval it values all accounts at a settled block vector,
 * publishes the root, collects the VAA and delivers it to every target chain. Of several workers of
 * one stream one works at a time; the others wait for its lock.
 *
 * @returns a function that ends the work after the step in progress and gives the lock back.
 * @throws BallastError `network-does-not-attest`, and for settings that contradict the contracts; Error where the database or a
 * chain's node does not answer at the start. Later failures are logged and tried again.
 */
export async function startWorker(parameters: {
  config: WorkerConfig;
  dependencies: WorkerDependencies;
  logger: Logger;
}): Promise<{ stop: () => Promise<void> }> {
  const { config, dependencies, logger } = parameters;
  const schema = config.offchainSchema ?? DEFAULT_OFFCHAIN_SCHEMA;
  const stream = attestationStream(config.network);
  const context = createContext({ config, dependencies, logger, schema, stream });
  const { connectionString } = dependencies;
  await migrateOffchainTables({ connectionString, schema });
  await pRetry(() => checkSettings(context), {
    retries: config.startRetries ?? START_RETRIES,
    minTimeout: 1_000,
    shouldRetry: ({ error }) => !(error instanceof BallastError),
  });

  const failures = createFailureLog(logger);
  return runAsLeader({
    connectionString,
    stream: `${schema}/${stream}`,
    failures,
    logger,
    fields: { stream, operator: context.account.address },
    loops: [
      {
        task: "round",
        pauseMilliseconds: config.roundMilliseconds ?? 1_000,
        run: (mayGoOn) => runRound({ context, valuation: dependencies, failures, mayGoOn }),
      },
      ...(dependencies.beside ?? []),
    ],
  });
}

function createContext(parameters: {
  config: WorkerConfig;
  dependencies: WorkerDependencies;
  logger: Logger;
  schema: string;
  stream: string;
}): WorkerContext {
  const { config, dependencies, logger, schema, stream } = parameters;
  const { network } = config;
  const place = {
    db: dependencies.db,
    tables: offchainTables(schema),
    stream,
  };
  return {
    network,
    ...attestationPlaces(network),
    configHash: config.configHash,
    validitySeconds: config.validitySeconds,
    intervalSeconds: config.intervalSeconds,
    retentionSeconds: config.retentionSeconds ?? 30 * 86_400,
    consistencyLevel: config.consistencyLevel ?? 200,
    replaceTransactionAfterMilliseconds: config.replaceTransactionAfterMilliseconds ?? 60_000,
    account: privateKeyToAccount(config.operatorKey),
    client(chainId) {
      const client = dependencies.clients.get(chainId);
      if (client === undefined) throw new RangeError(`Chain ${chainId} has no client.`);
      return client;
    },
    guardians: dependencies.guardians,
    attestations: createAttestationStore(place),
    transactions: createTransactionStore(place),
    deliveries: createDeliveryStore(place),
    now: dependencies.now ?? (() => new Date()),
    logger,
  };
}
