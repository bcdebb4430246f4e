/*
 * npm run worker: attests and relays until it is stopped. Of several workers one works. Where
 * DATABASE_URL is not set it uses the embedded Postgres.
 */
import pino from "pino";
import type { Hex } from "viem";
import { readEnvironment, readNetwork } from "../config/environment.ts";
import { readManifest } from "../config/network.ts";
import { attestationPlaces } from "../src/api/attestation/attestation-places.ts";
import { createAccountKinds } from "../src/api/chains/create-account-kinds.ts";
import { createChainClients } from "../src/api/chains/create-chain-heads.ts";
import { createContractReader } from "../src/api/chains/create-contract-reader.ts";
import { readMethodology } from "../src/api/methodology/read-methodology.ts";
import { createDatabase } from "../src/api/store/create-database.ts";
import { createAccountValuer } from "../src/api/valuation/value-accounts.ts";
import { createGuardianClient } from "../src/api/worker/guardian-client.ts";
import { startWorker } from "../src/api/worker.ts";
import { oracleAdapters } from "../src/oracles/adapters.ts";
import { protocolAdapters } from "../src/protocols/adapters.ts";
import { openDatabase } from "./support/open-database.ts";
import { runMain, untilStopSignal } from "./support/run-main.ts";

await runMain(async () => {
  const stopSignal = untilStopSignal();
  const databaseUrl = process.env.DATABASE_URL || undefined;
  const environment = readEnvironment({
    ...process.env,
    DATABASE_URL: databaseUrl ?? "postgresql://127.0.0.1",
  });
  const network = readNetwork(environment);
  attestationPlaces(network);
  const operatorKey =
    environment.BALLAST_OPERATOR_KEY ??
    readManifest(environment.BALLAST_DEVNET_MANIFEST).attestation.operatorKey;
  const log = pino({ name: "worker", level: environment.LOG_LEVEL });
  const server = await openDatabase({ databaseUrl, network, log });
  const { connectionString } = server;
  const database = createDatabase({
    connectionString,
    schema: environment.DATABASE_SCHEMA,
    maximumConnections: 4,
    applicationName: "ballast-worker",
    onIdleError: (error) => log.warn({ err: error }, "a database connection broke"),
  });
  try {
    const methodology = readMethodology(network);
    const clients = createChainClients(network);
    const valuer = createAccountValuer({
      network,
      methodology,
      protocolAdapters,
      oracleAdapters,
      contracts: createContractReader({ clients }),
    });
    const worker = await startWorker({
      config: {
        network,
        configHash: methodology.hash,
        operatorKey: operatorKey as Hex,
        intervalSeconds: environment.BALLAST_ATTEST_INTERVAL_SECONDS,
        validitySeconds: environment.BALLAST_ATTESTATION_VALIDITY_SECONDS,
        retentionSeconds: environment.BALLAST_ATTESTATION_RETENTION_DAYS * 86_400,
        offchainSchema: environment.BALLAST_OFFCHAIN_SCHEMA,
      },
      dependencies: {
        connectionString,
        db: database.db,
        withSnapshot: database.withSnapshot,
        clients,
        guardians: network.guardianUrls.map((url) => createGuardianClient({ url })),
        valueAllAccounts: ({ vector }) =>
          database.withSnapshot((facts) => valuer.valueAll({ facts, vector })),
        isContract: createAccountKinds({ clients }).isContract,
      },
      logger: log,
    });
    const signal = await stopSignal;
    log.info({ signal }, "stopping");
    await worker.stop();
  } finally {
    await database.close();
    await server.stop();
  }
  return 0;
});
