import type { Logger } from "pino";
import type { Hex } from "viem";
import type { Environment } from "../../config/environment.ts";
import { type Network, readManifest } from "../../config/network.ts";
import { findAttestationPlaces } from "../../src/api/attestation/attestation-places.ts";
import { createAccountKinds } from "../../src/api/chains/create-account-kinds.ts";
import { createChainClients } from "../../src/api/chains/create-chain-heads.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { createValuation, type NetworkValuation } from "../../src/api/create-valuation.ts";
import { collectingLoops } from "../../src/api/http-feeds/collecting-loops.ts";
import { httpFeedStream } from "../../src/api/http-feeds/http-feed-stream.ts";
import { registrationLoop } from "../../src/api/methodology/registration-loop.ts";
import { samplingLoop } from "../../src/api/parity/sampling-loop.ts";
import { withholdDoubts } from "../../src/api/parity/withhold-doubts.ts";
import { startSideWorker } from "../../src/api/start-side-worker.ts";
import type { Database } from "../../src/api/store/create-database.ts";
import { createHttpObservationStore } from "../../src/api/store/offchain-http-observations.ts";
import { createParityStore } from "../../src/api/store/offchain-parity.ts";
import { parityStream } from "../../src/api/store/parity-tables.ts";
import { createParityReader } from "../../src/api/store/read-parity.ts";
import { createGuardianClient } from "../../src/api/worker/guardian-client.ts";
import type { LeaderLoop } from "../../src/api/worker/run-as-leader.ts";
import { startWorker } from "../../src/api/worker.ts";

type Parameters = {
  environment: Environment;
  network: Network;
  connectionString: string;
  database: Database;
  log: Logger;
};

/**
 * Starts everything that the worker of a network does: registering the methodology, sampling parity,
 * collecting feeds over HTTP, and attesting where the network has Ballast's contracts.
 */
export async function startNetworkWorker(
  parameters: Parameters,
): Promise<{ stop: () => Promise<void> }> {
  const { environment, network, connectionString, database, log } = parameters;
  const offchainSchema = environment.BALLAST_OFFCHAIN_SCHEMA;
  const clients = createChainClients(network);
  const valuation = createValuation({
    ...{ network, db: database.db, offchainSchema },
    contracts: createContractReader({ clients }),
  });
  const stream = parityStream({
    networkName: network.name,
    indexSchema: environment.DATABASE_SCHEMA,
  });
  const loops = loopsOf(parameters, valuation, stream);
  if (findAttestationPlaces(network) === null) {
    return startSideWorker({ connectionString, stream, loops, offchainSchema, logger: log });
  }
  const { methodology, methodologies, valuer } = valuation;
  const { db, withSnapshot } = database;
  const parity = createParityReader({ db, schema: offchainSchema, stream });
  return startWorker({
    config: {
      network,
      configHash: methodology.hash,
      operatorKey: (environment.BALLAST_OPERATOR_KEY ??
        readManifest(environment.BALLAST_DEVNET_MANIFEST).attestation.operatorKey) as Hex,
      intervalSeconds: environment.BALLAST_ATTEST_INTERVAL_SECONDS,
      validitySeconds: environment.BALLAST_ATTESTATION_VALIDITY_SECONDS,
      retentionSeconds: environment.BALLAST_ATTESTATION_RETENTION_DAYS * 86_400,
      offchainSchema,
    },
    dependencies: {
      ...{ connectionString, db, withSnapshot, clients },
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
}

/** What the worker does beside attesting. */
function loopsOf(
  { environment, network, database, log }: Parameters,
  { methodology, valuer, ownValuer }: NetworkValuation,
  stream: string,
): LeaderLoop[] {
  const schema = environment.BALLAST_OFFCHAIN_SCHEMA;
  const { db, withSnapshot } = database;
  const common = { network, methodology, withSnapshot, logger: log };
  const sampling = samplingLoop({
    ...{ ...common, valuer },
    store: createParityStore({ db, schema, stream }),
    intervalSeconds: environment.BALLAST_PARITY_INTERVAL_SECONDS,
  });
  return [
    registrationLoop({ ...common, db, schema, prices: ownValuer, now: () => new Date() }),
    ...(sampling === null ? [] : [sampling]),
    ...collectingLoops({
      ...common,
      store: createHttpObservationStore({
        ...{ db, schema, stream: httpFeedStream(network) },
        chainIds: network.chains.map(({ chainId }) => chainId),
      }),
      intervalSeconds: environment.BALLAST_HTTP_FEED_INTERVAL_SECONDS,
      hermesApiKey: environment.BALLAST_HERMES_API_KEY,
    }),
  ];
}
