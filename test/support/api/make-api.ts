import type { OpenAPIHono } from "@hono/zod-openapi";
import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import pino from "pino";
import type { Address, Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import * as schema from "../../../ponder.schema.ts";
import { createApp } from "../../../src/api/app.ts";
import type { AppDependencies } from "../../../src/api/app-dependencies.ts";
import { attestationStream } from "../../../src/api/attestation/attestation-stream.ts";
import { createBook } from "../../../src/api/book/create-book.ts";
import { createLiveBook, type LiveBook } from "../../../src/api/book/create-live-book.ts";
import type { ChainHead } from "../../../src/api/chains/create-chain-heads.ts";
import { chainClock } from "../../../src/api/clock.ts";
import { httpFeedStream } from "../../../src/api/http-feeds/http-feed-stream.ts";
import { HTTP_FEED_KINDS } from "../../../src/api/http-feeds/http-source.ts";
import { readMethodology } from "../../../src/api/methodology/read-methodology.ts";
import { createApiMetrics } from "../../../src/api/metrics/create-api-metrics.ts";
import { createAccountLinks } from "../../../src/api/store/account-links.ts";
import {
  createDatabase,
  type Database,
  type WithSnapshot,
} from "../../../src/api/store/create-database.ts";
import { createPresentMark } from "../../../src/api/store/create-present-mark.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../../src/api/store/offchain-tables.ts";
import { parityStream } from "../../../src/api/store/parity-tables.ts";
import { createAttestationReader } from "../../../src/api/store/read-attestations.ts";
import { readBlockSeries, readIndexBegin } from "../../../src/api/store/read-block-series.ts";
import {
  readBlockVector,
  readIndexedHeads,
  readIndexReady,
} from "../../../src/api/store/read-block-vector.ts";
import { createHttpObservationReader } from "../../../src/api/store/read-http-observations.ts";
import { createMethodologyReader } from "../../../src/api/store/read-methodologies.ts";
import { createParityReader } from "../../../src/api/store/read-parity.ts";
import { createAccountStream } from "../../../src/api/stream/create-account-stream.ts";
import { createAtRiskStream } from "../../../src/api/stream/create-at-risk-stream.ts";
import { createPriceStream } from "../../../src/api/stream/create-price-stream.ts";
import { createBlockMemory } from "../../../src/api/valuation/create-block-memory.ts";
import { createVersionedValuer } from "../../../src/api/valuation/create-versioned-valuer.ts";
import type { OracleAdapters } from "../../../src/api/valuation/read-observations.ts";
import { createAccountValuer } from "../../../src/api/valuation/value-accounts.ts";
import { chainBlock } from "../../../src/blocks/schema.ts";
import { assetCaip19 } from "../../../src/core/identifiers.ts";
import type { InsuranceFund } from "../../../src/core/insurance-fund.ts";
import type { Observation } from "../../../src/core/observation.ts";
import type { ParityCheck } from "../../../src/core/parity.ts";
import type { AccountMarket } from "../../../src/core/position.ts";
import { oracleAdapters } from "../../../src/oracles/adapters.ts";
import type { FeedKind, OracleAdapter } from "../../../src/oracles/oracle-adapter.ts";
import type { Holding, HoldingsReader } from "../../../src/protocols/holdings-reader.ts";
import type { ProtocolAdapter } from "../../../src/protocols/protocol-adapter.ts";
import { readByHoldings } from "../../../src/protocols/read-by-holdings.ts";
import { createIndexTables } from "../create-index-tables.ts";
import { createTestDatabase } from "../create-test-database.ts";
import { noContracts } from "../no-contracts.ts";
import { ALPHA, BETA, NETWORK } from "./make-network.ts";

/** Time of block 1 on both chains; each further block is 12 s later on alpha, 10 s on beta. */
export const FIRST_BLOCK_TIME = 1_700_000_000;
export const ALICE: Address = "0x00000000000000000000000000000000000a11ce";
const SCHEMA = "api_test";
export const testParityStream = parityStream({ networkName: NETWORK.name, indexSchema: SCHEMA });

export const blockHash = (chainId: number, number: number): Hex =>
  `0x${chainId.toString(16).padStart(8, "0")}${number.toString(16).padStart(56, "0")}`;

export const blockTime = (chainId: number, number: number): number =>
  FIRST_BLOCK_TIME + (number - 1) * (chainId === ALPHA.chainId ? 12 : 10);

/** What the fakes at the edges of the app say; tests change it. */
export type World = {
  heads: Map<number, ChainHead | null>;
  /** What nodes say of single blocks, by `<chain id>:<number>`. */
  hashes: Map<string, Hex>;
  /** Contracts as `chainId:address`. */
  contracts: Set<string>;
  unreachableChains: Set<number>;
  markets: AccountMarket[];
  /** In which an account has nothing, and may try something. */
  emptyMarkets: AccountMarket[];
  funds: InsuranceFund[];
  /** What a comparison with the contracts gives. */
  checks: ParityCheck[];
  observations: Map<string, Observation>;
  /** How often the history of feeds was read. */
  historyReads: number;
};

type BookSettings = Pick<
  Parameters<typeof createLiveBook>[0],
  "behindMilliseconds" | "listener" | "pollMilliseconds"
>;

export type Api = {
  app: OpenAPIHono;
  connectionString: string;
  dependencies: AppDependencies;
  world: World;
  adapters: readonly ProtocolAdapter[];
  database: Database;
  /** The app on the same world with other dependencies. */
  appWith(overrides: Partial<AppDependencies>): OpenAPIHono;
  /** An app that has answered nothing yet, and so remembers nothing. */
  freshApp(): OpenAPIHono;
  /** A book that has seen nothing yet. */
  freshBook(withSnapshot?: WithSnapshot, settings?: BookSettings): LiveBook;
  get(path: string, app?: OpenAPIHono): Promise<{ status: number; headers: Headers; body: Json }>;
  setReady(ready: boolean): Promise<void>;
  close(): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
export type Json = any;

/**
 * The app on a real Postgres that holds blocks 1 to `indexed` of each chain, with fakes at the chains'
 * edge. With `facts` the feeds are read from the tables of facts, which are there and empty, by the
 * real adapters; otherwise they say what the world says.
 */
export async function makeApi(
  indexed: { alpha: number; beta: number },
  { facts = false, network = NETWORK }: { facts?: boolean; network?: Network } = {},
): Promise<Api> {
  const testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  const tables = facts ? Object.values(schema).filter((one) => is(one, PgTable)) : [chainBlock];
  await createIndexTables({ connectionString, schema: SCHEMA, tables, ready: true });
  const database = createDatabase({ connectionString, schema: SCHEMA, maximumConnections: 4 });
  for (const [chain, count] of [
    [ALPHA, indexed.alpha],
    [BETA, indexed.beta],
  ] as const) {
    const rows = Array.from({ length: count }, (_, index) => blockRow(chain.chainId, index + 1));
    if (rows.length > 0) await database.db.insert(chainBlock).values(rows);
  }

  const world: World = {
    hashes: new Map(),
    heads: new Map([
      [ALPHA.chainId, makeHead(ALPHA.chainId, Math.max(1, indexed.alpha))],
      [BETA.chainId, makeHead(BETA.chainId, Math.max(1, indexed.beta))],
    ]),
    contracts: new Set(),
    unreachableChains: new Set(),
    markets: [],
    emptyMarkets: [],
    funds: [],
    checks: [],
    observations: new Map(),
    historyReads: 0,
  };
  const methodology = readMethodology(network);
  const methodologies = createMethodologyReader({
    db: database.db,
    schema: DEFAULT_OFFCHAIN_SCHEMA,
    network,
    own: methodology,
    feedKinds: new Set([...Object.keys(oraclesOf(world)), ...HTTP_FEED_KINDS]),
  });
  const createValuer = () =>
    createVersionedValuer({
      methodologies,
      own: methodology,
      create: (one) =>
        createAccountValuer({
          network,
          methodology: one,
          protocolAdapters: [protocolOf(world)],
          oracleAdapters: facts ? oracleAdapters : oraclesOf(world),
          httpObservations: createHttpObservationReader({
            schema: DEFAULT_OFFCHAIN_SCHEMA,
            stream: httpFeedStream(network),
          }),
          contracts: noContracts,
        }),
    });
  const metrics = createApiMetrics();
  const log = pino({ level: "silent" });
  const source = {
    network,
    methodology,
    methodologies,
    clock: chainClock,
    withSnapshot: database.withSnapshot,
    blocks: { readBlockVector, readIndexedHeads, readIndexReady, readBlockSeries, readIndexBegin },
    valuer: createValuer(),
  };
  const parity = createParityReader({
    db: database.db,
    schema: DEFAULT_OFFCHAIN_SCHEMA,
    stream: testParityStream,
  });
  const readMark = createPresentMark({
    chainIds: network.chains.map(({ chainId }) => chainId),
    schema: DEFAULT_OFFCHAIN_SCHEMA,
    stream: testParityStream,
  });
  const bookWith = (
    valuer: AppDependencies["valuer"],
    withSnapshot: WithSnapshot = database.withSnapshot,
    settings: BookSettings = {},
  ) =>
    createLiveBook({
      ...{ ...source, valuer, withSnapshot, parity, log, metrics, readMark, pollMilliseconds: 10 },
      ...settings,
      peek: () => readMark(database.db),
      book: createBook({
        ...{ network, contracts: noContracts, blocks: source.blocks },
        memory: createBlockMemory(16),
        adapters: [protocolOf(world)],
      }),
    });
  const book = bookWith(source.valuer);
  const ofBook = { ...source, book, parity, log, metrics };
  const dependencies: AppDependencies = {
    ...source,
    historyValuer: createValuer(),
    book,
    atRiskStream: createAtRiskStream(ofBook),
    accountStream: createAccountStream(ofBook),
    maximumAgeSeconds: undefined,
    priceStream: createPriceStream({ ...source, log, metrics }),
    insuranceFunds: {
      readAll: async ({ vector }) => world.funds.filter(({ chainId }) => vector.has(chainId)),
    },
    liquidations: { protocols: [], readPage: async () => [] },
    heads: {
      read: async (chainId) => world.heads.get(chainId) ?? null,
      readAll: async () => world.heads,
      hashAt: async (chainId, number) => world.hashes.get(`${chainId}:${number}`) ?? null,
    },
    accountKinds: {
      isContract: async ({ chainId, address }) => world.contracts.has(`${chainId}:${address}`),
    },
    accountLinks: createAccountLinks({
      ...{ db: database.db, schema: DEFAULT_OFFCHAIN_SCHEMA, network, contracts: noContracts },
    }),
    contracts: noContracts,
    attestations: createAttestationReader({
      db: database.db,
      stream: attestationStream(network),
    }),
    parity,
    pageDirectory: "/nowhere",
    http: { release: "test", corsOrigins: "*", trustedProxies: 0, access: null },
    log,
    metrics,
  };
  const app = createApp(dependencies);

  return {
    app,
    connectionString,
    dependencies,
    world,
    adapters: [protocolOf(world)],
    database,
    appWith: (overrides) => createApp({ ...dependencies, ...overrides }),
    freshApp: () =>
      createApp({ ...dependencies, valuer: createValuer(), book: bookWith(createValuer()) }),
    freshBook: (withSnapshot, settings) => bookWith(createValuer(), withSnapshot, settings),
    async get(path, on = app) {
      const response = await on.request(path);
      return {
        status: response.status,
        headers: response.headers,
        body: JSON.parse(await response.text()),
      };
    },
    async setReady(ready) {
      await database.db.execute(
        `UPDATE _ponder_meta SET value = '{"is_ready": ${ready ? 1 : 0}}'::jsonb`,
      );
    },
    async close() {
      await dependencies.priceStream.close();
      await dependencies.atRiskStream.close();
      await dependencies.accountStream.close();
      await book.close();
      await database.close();
      await testDatabase.drop();
    },
  };
}

/** A head whose last block is `latest`; safe is 2 and finalized 4 blocks below. */
export function makeHead(chainId: number, latest: number): ChainHead {
  const block = (number: number) => ({
    number: BigInt(number),
    hash: blockHash(chainId, number),
    timestampSeconds: blockTime(chainId, number),
  });
  return {
    latest: block(latest),
    safe: block(Math.max(0, latest - 2)),
    finalized: block(Math.max(0, latest - 4)),
  };
}

export function observation(feedId: string, chainId: number, rawValue: bigint): Observation {
  return {
    feedId,
    chainId,
    blockNumber: 1n,
    logIndex: 0,
    transactionHash: `0x${"ab".repeat(32)}`,
    rawValue,
    decimals: 8,
    rawConfidence: null,
    sourceTimeSeconds: FIRST_BLOCK_TIME,
    writeTimeSeconds: FIRST_BLOCK_TIME,
    roundKey: "1",
  };
}

/** A vault in which the account has locked an amount of a token of the network. */
export function vaultMarket(parameters: {
  chainId: number;
  account: Address;
  symbol: string;
  amount: bigint;
}): AccountMarket {
  const chain = [ALPHA, BETA].find((one) => one.chainId === parameters.chainId);
  const token = chain?.tokens.find((one) => one.symbol === parameters.symbol);
  if (chain === undefined || token === undefined) throw new RangeError("No such token.");
  return {
    account: parameters.account,
    chainId: chain.chainId,
    protocol: "ballast-vault",
    marketId: `ballast-vault:${chain.ballast!.collateralVault}`,
    positions: [
      {
        kind: "collateral",
        asset: assetCaip19(chain.chainId, token.address),
        symbol: token.symbol,
        decimals: token.decimals,
        amount: parameters.amount,
        holder: chain.ballast!.collateralVault,
        securesDebt: false,
        enforceability: "locked",
      },
    ],
    health: null,
    causes: [],
  };
}

export function blockRow(chainId: number, number: number) {
  return {
    chainId,
    number: BigInt(number),
    hash: blockHash(chainId, number),
    parentHash: blockHash(chainId, number - 1),
    timestampSeconds: blockTime(chainId, number),
  };
}

type TestHolding = Holding & { markets: readonly AccountMarket[] };

/** What the world says of an account, as a book keeps it. */
function holdingsOf(world: World): HoldingsReader<TestHolding> {
  const onChain = (chainId: number) => world.markets.filter((market) => market.chainId === chainId);
  const ever = new Set<Address>();
  return {
    readChangedAccounts: async ({ chain }) => {
      for (const { account } of onChain(chain.chainId)) ever.add(account);
      return [...ever].sort();
    },
    read: async ({ chain, accounts }) =>
      accounts
        .map((account) => ({
          account,
          markets: onChain(chain.chainId).filter((market) => market.account === account),
        }))
        .filter(({ markets }) => markets.length > 0),
    marketsOf: async ({ holdings }) => holdings.flatMap(({ markets }) => markets),
    screen: (holding) =>
      holding.markets.map(({ marketId, health, rule }) => {
        // A real rule is no sum of these terms: it is always decided exactly.
        if (health === null || rule !== undefined) return { marketId };
        const owed = Number(health.totalDebtBase) / 10 ** health.baseUnitDecimals;
        const factor = Number(health.healthFactorWad ?? 0n) / 1e18;
        const asset = assetCaip19(ALPHA.chainId, ALPHA.tokens[0]!.address);
        const common = { asset, amountFactor: "one", weightFactor: null, oraclePriceFactor: null };
        return {
          marketId,
          terms: [
            { ...common, side: "collateral", quantity: owed * factor, pricedBy: null },
            { ...common, side: "debt", quantity: owed, pricedBy: null },
          ],
        };
      }),
    readFactors: async () => new Map([["one", 1]]),
  };
}

function protocolOf(world: World): ProtocolAdapter {
  return {
    name: "test",
    ...readByHoldings(holdingsOf(world)),
    readParity: async () => world.checks,
    readMarket: async ({ chain, account, marketId }) =>
      [...world.markets, ...world.emptyMarkets].filter(
        (market) =>
          market.chainId === chain.chainId &&
          market.account === account &&
          market.marketId === marketId,
      ),
  };
}

function oraclesOf(world: World): OracleAdapters {
  const adapter = <Kind extends FeedKind>(kind: Kind): OracleAdapter<Kind> => ({
    kind,
    readObservations: async ({ feeds }) =>
      new Map(
        feeds.flatMap((feed) => {
          const found = world.observations.get(feed.id);
          return found === undefined ? [] : [[feed.id, found] as const];
        }),
      ),
    readParity: async () => [],
    readHistory: async ({ feeds }) => {
      world.historyReads += 1;
      return new Map(
        feeds.flatMap((feed) => {
          const found = world.observations.get(feed.id);
          return found === undefined ? [] : [[feed.id, [found]] as const];
        }),
      );
    },
  });
  return {
    chainlink: adapter("chainlink"),
    "chainlink-cache": adapter("chainlink-cache"),
    chronicle: adapter("chronicle"),
    pyth: adapter("pyth"),
    redstone: adapter("redstone"),
    "uniswap-v3": adapter("uniswap-v3"),
  };
}
