/*
 * npm run worker: registers the methodology, attests, relays, samples parity and collects feeds over
 * HTTP until it is stopped; on a network without Ballast's contracts it attests nothing. Of several
 * workers one works. Where DATABASE_URL is not set it
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
import { HTTP_FEED_KINDS } from "../src/api/http-feeds/http-source.ts";
import type { HashedMethodology } from "../src/api/methodology/methodology.ts";
import { readMethodology } from "../src/api/methodology/read-methodology.ts";
import { registrationLoop } from "../src/api/methodology/registration-loop.ts";
import { samplingLoop } from "../src/api/parity/sampling-loop.ts";
import { withholdDoubts } from "../src/api/parity/withhold-doubts.ts";
import { startSideWorker } from "../src/api/start-side-worker.ts";
import { createDatabase } from "../src/api/store/create-database.ts";
import { createHttpObservationStore } from "../src/api/store/offchain-http-observations.ts";
import { createParityStore } from "../src/api/store/offchain-parity.ts";
import { parityStream } from "../src/api/store/parity-tables.ts";
import { createHttpObservationReader } from "../src/api/store/read-http-observations.ts";
import { createMethodologyReader } from "../src/api/store/read-methodologies.ts";
import { createParityReader } from "../src/api/store/read-parity.ts";
import { createVersionedValuer } from "../src/api/valuation/create-versioned-valuer.ts";
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
    const { withSnapshot } = database;
    const schema = environment.BALLAST_OFFCHAIN_SCHEMA;
    const methodologies = createMethodologyReader({
      ...{ db: database.db, schema, network, own: methodology },
      feedKinds: new Set([...Object.keys(oracleAdapters), ...HTTP_FEED_KINDS]),
    });
    const contracts = createContractReader({ clients });
    const httpFeeds = { schema, stream: httpFeedStream(network) };
    const httpObservations = createHttpObservationReader(httpFeeds);
    const create = (one: HashedMethodology) =>
      createAccountValuer({
        ...{ network, protocolAdapters, oracleAdapters, httpObservations, contracts },
        methodology: one,
      });
    const valuer = createVersionedValuer({ methodologies, own: methodology, create });
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
    const registration = registrationLoop({
      ...{ db: database.db, schema, network, methodology, withSnapshot, logger: log },
      prices: create(methodology),
      now: () => new Date(),
    });
    const collecting = collectingLoops({
      ...{ network, methodology, withSnapshot, logger: log },
      store: createHttpObservationStore({
        ...{ db: database.db, ...httpFeeds },
        chainIds: network.chains.map(({ chainId }) => chainId),
      }),
      intervalSeconds: environment.BALLAST_HTTP_FEED_INTERVAL_SECONDS,
      hermesApiKey: environment.BALLAST_HERMES_API_KEY,
    });
    const loops = [registration, ...(sampling === null ? [] : [sampling]), ...collecting];
    const worker = await (async () => {
      if (findAttestationPlaces(network) === null) {
        return startSideWorker({
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
          configHashAt: ({ vector }) =>
            withSnapshot(async (facts) => (await methodologies.at({ facts, vector })).hash),
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
