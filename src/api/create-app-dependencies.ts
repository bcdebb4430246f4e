import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import type { Environment } from "../../config/environment.ts";
import type { Network } from "../../config/network.ts";
import { protocolAdapters } from "../protocols/adapters.ts";
import { readAccessRules } from "./access/read-access-rules.ts";
import type { AppDependencies } from "./app-dependencies.ts";
import { attestationStream } from "./attestation/attestation-stream.ts";
import { createBook } from "./book/create-book.ts";
import { createLiveBook } from "./book/create-live-book.ts";
import { createAccountKinds } from "./chains/create-account-kinds.ts";
import { createChainClients, createChainHeads } from "./chains/create-chain-heads.ts";
import { createContractReader } from "./chains/create-contract-reader.ts";
import { chainClock, wallClock } from "./clock.ts";
import { createValuation } from "./create-valuation.ts";
import { readRelease } from "./http/read-release.ts";
import { createLiquidationReader } from "./liquidation/create-liquidation-reader.ts";
import { createApiMetrics } from "./metrics/create-api-metrics.ts";
import { createAccountLinks } from "./store/account-links.ts";
import { createDatabase } from "./store/create-database.ts";
import { createIndexListener } from "./store/create-index-listener.ts";
import { createPresentMark } from "./store/create-present-mark.ts";
import { parityStream } from "./store/parity-tables.ts";
import { createAttestationReader } from "./store/read-attestations.ts";
import { readBlockSeries, readIndexBegin } from "./store/read-block-series.ts";
import { readBlockVector, readIndexedHeads, readIndexReady } from "./store/read-block-vector.ts";
import { createParityReader } from "./store/read-parity.ts";
import { createAccountStream } from "./stream/create-account-stream.ts";
import { createAtRiskStream } from "./stream/create-at-risk-stream.ts";
import { createPriceStream } from "./stream/create-price-stream.ts";
import { createInsuranceFundReader } from "./valuation/create-insurance-fund-reader.ts";

const MAXIMUM_CONNECTIONS = 10;
/** So far an answer from the book may be behind the index: see docs/book.md. */
const BEHIND_MILLISECONDS = 500;

/**
 * The app's dependencies as they are in production: the database, the chains' nodes and the clock of
 * the environment. `close` ends what it opened.
 */
export function createAppDependencies(parameters: {
  environment: Environment;
  network: Network;
  log: Logger;
}): AppDependencies & { close(): Promise<void> } {
  const { environment, network, log } = parameters;
  const clients = createChainClients(network);
  const contracts = createContractReader({ clients });
  const database = createDatabase({
    connectionString: environment.DATABASE_URL,
    schema: environment.DATABASE_SCHEMA,
    maximumConnections: MAXIMUM_CONNECTIONS,
    applicationName: "ballast-api",
    onIdleError: (error) => log.warn({ err: error }, "an idle database connection broke"),
  });
  const { methodology, methodologies, valuer, historyValuer, memory } = createValuation({
    ...{ network, db: database.db, contracts },
    offchainSchema: environment.BALLAST_OFFCHAIN_SCHEMA,
  });
  const metrics = createApiMetrics();
  const source = {
    network,
    methodology,
    methodologies,
    clock: environment.BALLAST_CLOCK === "chain" ? chainClock : wallClock,
    withSnapshot: database.withSnapshot,
    blocks: { readBlockVector, readIndexedHeads, readIndexReady, readBlockSeries, readIndexBegin },
    valuer,
  };
  const priceStream = createPriceStream({ ...source, log, metrics });
  const ofParity = parityStream({
    networkName: network.name,
    indexSchema: environment.DATABASE_SCHEMA,
  });
  const parity = createParityReader({
    db: database.db,
    schema: environment.BALLAST_OFFCHAIN_SCHEMA,
    stream: ofParity,
  });
  const readMark = createPresentMark({
    chainIds: network.chains.map(({ chainId }) => chainId),
    schema: environment.BALLAST_OFFCHAIN_SCHEMA,
    stream: ofParity,
  });
  const book = createLiveBook({
    ...{ ...source, parity, log, metrics, readMark },
    peek: () => readMark(database.db),
    behindMilliseconds: BEHIND_MILLISECONDS,
    listener: createIndexListener({
      connectionString: environment.DATABASE_URL,
      schema: environment.DATABASE_SCHEMA,
      applicationName: "ballast-api-listener",
      onFailure: (error) =>
        log.warn({ err: error }, "blocks are not told of: the book looks for them by itself"),
    }),
    book: createBook({
      ...{ network, contracts, memory, blocks: source.blocks, adapters: protocolAdapters },
    }),
  });
  const ofBook = { ...source, parity, log, metrics, book };
  const atRiskStream = createAtRiskStream(ofBook);
  const accountStream = createAccountStream(ofBook);
  return {
    ...source,
    historyValuer,
    maximumAgeSeconds: environment.BALLAST_MAX_AGE_SECONDS,
    insuranceFunds: createInsuranceFundReader({ network, protocolAdapters, contracts }),
    liquidations: createLiquidationReader({ network, protocolAdapters, contracts }),
    heads: createChainHeads({
      clients,
      onFailure: ({ chainId, error }) =>
        log.warn({ chainId, err: error }, "a chain's node does not answer"),
    }),
    accountKinds: createAccountKinds({ clients }),
    accountLinks: createAccountLinks({
      ...{ db: database.db, network, contracts },
      schema: environment.BALLAST_OFFCHAIN_SCHEMA,
    }),
    contracts,
    attestations:
      network.attestation === null
        ? null
        : createAttestationReader({
            db: database.db,
            stream: attestationStream(network),
            schema: environment.BALLAST_OFFCHAIN_SCHEMA,
          }),
    parity,
    book,
    ...{ atRiskStream, accountStream },
    priceStream,
    pageDirectory: fileURLToPath(new URL("../../web/dist", import.meta.url)),
    http: {
      release: readRelease(),
      corsOrigins: environment.BALLAST_CORS_ORIGINS,
      trustedProxies: environment.BALLAST_TRUSTED_PROXIES,
      access: readAccessRules(environment),
    },
    log,
    metrics,
    async close() {
      await priceStream.close();
      await atRiskStream.close();
      await accountStream.close();
      await book.close();
      await database.close();
    },
  };
}
