/*
 * npm run worker: attests, relays, samples parity and collects feeds over HTTP until it is stopped; on
 * a network without Ballast's contracts it attests nothing. Of several workers one works. Where DATABASE_URL is not set it
 * uses the embedded Postgres.
 */
import pino from "pino";
import type { Hex } from "viem";
import { readEnvironment, readNetwork } from "../config/environment.ts";
import { readManifest } from "../config/network.ts";
import { findAttestationPlaces } from "../src/api/attestation/attestation-places.ts";
import { createAccountKinds } from "../src/api/chains/create-account-kinds.ts";
import { createChainClients } from "../src/api/chains/create-chain-heads.ts";
import { createContractReader } from "../src/api/chains/create-contract-reader.ts";
import { collectingLoops } from "../src/api/http-feeds/collecting-loops.ts";
import { httpFeedStream } from "../src/api/http-feeds/http-feed-stream.ts";
import { readMethodology } from "../src/api/methodology/read-methodology.ts";
import { samplingLoop } from "../src/api/parity/sampling-loop.ts";
import { withholdDoubts } from "../src/api/parity/withhold-doubts.ts";
import { startSamplingWorker } from "../src/api/start-sampling-worker.ts";
import { createDatabase } from "../src/api/store/create-database.ts";
import { createHttpObservationStore } from "../src/api/store/offchain-http-observations.ts";
import { createParityStore } from "../src/api/store/offchain-parity.ts";
import { parityStream } from "../src/api/store/parity-tables.ts";
import { createHttpObservationReader } from "../src/api/store/read-http-observations.ts";
import { createParityReader } from "../src/api/store/read-parity.ts";
import { createAccountValuer } from "../src/api/valuation/value-accounts.ts";
import { createGuardianClient } from "../src/api/worker/guardian-client.ts";
import { startWorker } from "../src/api/worker.ts";
import { BallastError } from "../src/core/ballast-error.ts";
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
    const schema = environment.BALLAST_OFFCHAIN_SCHEMA;
    const valuer = createAccountValuer({
      network,
      methodology,
      protocolAdapters,
      oracleAdapters,
      httpObservations: createHttpObservationReader({ schema, stream: httpFeedStream(network) }),
      contracts: createContractReader({ clients }),
    });
    const { withSnapshot } = database;
    const stream = parityStream({
      networkName: network.name,
      indexSchema: environment.DATABASE_SCHEMA,
    });
    const parity = createParityReader({ db: database.db, schema, stream });
    const sampling = samplingLoop({
      network,
      methodology,
      valuer,
      withSnapshot,
      store: createParityStore({ db: database.db, schema, stream }),
      intervalSeconds: environment.BALLAST_PARITY_INTERVAL_SECONDS,
      logger: log,
    });
    const collecting = collectingLoops({
      network,
      methodology,
      withSnapshot,
      store: createHttpObservationStore({
        db: database.db,
        schema,
        stream: httpFeedStream(network),
        chainIds: network.chains.map(({ chainId }) => chainId),
      }),
      intervalSeconds: environment.BALLAST_HTTP_FEED_INTERVAL_SECONDS,
      hermesApiKey: environment.BALLAST_HERMES_API_KEY,
      logger: log,
    });
    const loops = [...(sampling === null ? [] : [sampling]), ...collecting];
    const worker = await (async () => {
      if (findAttestationPlaces(network) === null) {
        if (loops.length === 0) {
          throw new BallastError(
            `There is nothing to do: the network ${network.name} attests nothing and has no feeds over HTTP, and BALLAST_PARITY_INTERVAL_SECONDS is 0.`,
            { code: "worker-idle", remedy: "Run no worker, or set an interval." },
          );
        }
        return startSamplingWorker({
          ...{ connectionString, stream, loops },
          offchainSchema: schema,
          logger: log,
        });
      }
      return startWorker({
        config: {
          network,
          configHash: methodology.hash,
          operatorKey: (environment.BALLAST_OPERATOR_KEY ??
            readManifest(environment.BALLAST_DEVNET_MANIFEST).attestation.operatorKey) as Hex,
          intervalSeconds: environment.BALLAST_ATTEST_INTERVAL_SECONDS,
          validitySeconds: environment.BALLAST_ATTESTATION_VALIDITY_SECONDS,
          retentionSeconds: environment.BALLAST_ATTESTATION_RETENTION_DAYS * 86_400,
          offchainSchema: schema,
        },
        dependencies: {
          connectionString,
          db: database.db,
          withSnapshot,
          clients,
          guardians: network.guardianUrls.map((url) => createGuardianClient({ url })),
          valueAllAccounts: ({ vector }) =>
            withSnapshot(async (facts) => {
              const mismatches = await parity.openMismatches({ facts, vector });
              const values = await valuer.valueAll({ facts, vector });
              return values.map((value) => withholdDoubts(value, mismatches));
            }),
          beside: loops,
          isContract: createAccountKinds({ clients }).isContract,
        },
        logger: log,
      });
    })();
    const signal = await stopSignal;
    log.info({ signal }, "stopping");
    await worker.stop();
  } finally {
    await database.close();
    await server.stop();
  }
  return 0;
});
