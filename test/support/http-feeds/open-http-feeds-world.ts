import pino from "pino";
import type { Hex } from "viem";
import type { HttpFeedService, Network } from "../../../config/network.ts";
import { createGuardianKeys } from "../../../devnet/guardians/guardian-keys.ts";
import type { Coin } from "../../../devnet/http-feeds/defillama-app.ts";
import type { PythQuoteAtTime } from "../../../devnet/http-feeds/pyth-quote.ts";
import { pythnetEmitter, signPythUpdate } from "../../../devnet/http-feeds/sign-pyth-update.ts";
import { startHttpFeeds } from "../../../devnet/http-feeds/start-http-feeds.ts";
import { collectingLoops } from "../../../src/api/http-feeds/collecting-loops.ts";
import { httpFeedStream } from "../../../src/api/http-feeds/http-feed-stream.ts";
import { createHttpObservationStore } from "../../../src/api/store/offchain-http-observations.ts";
import { migrateOffchainTables } from "../../../src/api/store/offchain-migrate.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../../src/api/store/offchain-tables.ts";
import { chainBlock } from "../../../src/blocks/schema.ts";
import { blockHash, blockTime, makeApi } from "../api/make-api.ts";
import { ALPHA, BETA, NETWORK } from "../api/make-network.ts";

export const ETH_PRICE_ID: Hex = `0x${"e7".repeat(32)}`;
export const UNKNOWN_PRICE_ID: Hex = `0x${"0f".repeat(32)}`;
const USDC_COIN = "coingecko:usd-coin";
const API_KEY = "a key";

const keys = createGuardianKeys();
const signers = {
  guardianSetIndex: 0,
  addresses: keys.map(({ address }) => address),
  quorum: 13,
  ...pythnetEmitter,
};

export type HttpFeedsWorld = Awaited<ReturnType<typeof openHttpFeedsWorld>>;

/**
 * The API on a real Postgres with blocks of two chains, stand-ins of both services over real HTTP, and
 * the worker's loops, run by hand. ETH/USD comes from Hermes, USDC/USD from DefiLlama.
 */
export async function openHttpFeedsWorld(
  parameters: { indexed?: { alpha: number; beta: number }; signed?: boolean } = {},
) {
  const { indexed = { alpha: 20, beta: 20 }, signed = true } = parameters;
  const says = {
    quotes: [] as PythQuoteAtTime[],
    coins: new Map<string, Coin>(),
    /** Answers a request instead of the service. */
    intercept: null as null | ((request: Request) => Promise<Response | null>),
    requests: [] as Request[],
  };
  const services = await startHttpFeeds({
    port: 0,
    intercept: async (request) => {
      says.requests.push(request);
      return (await says.intercept?.(request)) ?? null;
    },
    hermes: {
      apiKey: API_KEY,
      quotes: async () => says.quotes,
      sign: (quotes) => signPythUpdate({ quotes, keys, quorum: 13, guardianSetIndex: 0, slot: 1n }),
    },
    defillama: { coins: async () => says.coins },
  });
  const httpFeeds: HttpFeedService[] = [
    {
      kind: "hermes",
      urls: [services.hermesUrl],
      feeds: [
        { pair: "ETH/USD", priceId: ETH_PRICE_ID },
        { pair: "USDC/USD", priceId: UNKNOWN_PRICE_ID },
      ],
      signers: signed ? signers : null,
    },
    {
      kind: "defillama",
      urls: [services.defillamaUrl],
      feeds: [{ pair: "USDC/USD", coin: USDC_COIN }],
    },
  ];
  const network: Network = { ...NETWORK, httpFeeds };
  const api = await makeApi(indexed, { network });
  const numbers = { [ALPHA.chainId]: indexed.alpha, [BETA.chainId]: indexed.beta };
  const store = createHttpObservationStore({
    db: api.database.db,
    schema: DEFAULT_OFFCHAIN_SCHEMA,
    stream: httpFeedStream(network),
    chainIds: [ALPHA.chainId, BETA.chainId],
  });
  const logged: Record<string, unknown>[] = [];
  const loops = collectingLoops({
    network,
    methodology: api.dependencies.methodology,
    store,
    withSnapshot: api.database.withSnapshot,
    intervalSeconds: 1,
    hermesApiKey: API_KEY,
    logger: pino({}, { write: (line: string) => logged.push(JSON.parse(line)) }),
  });
  const collect = async (kind: HttpFeedService["kind"]) => {
    const loop = loops.find(({ task }) => task === `collect-${kind}`);
    await loop!.run(() => true);
  };

  return {
    api,
    says,
    store,
    logged,
    network,
    collect,
    migrate: () =>
      migrateOffchainTables({
        connectionString: api.connectionString,
        schema: DEFAULT_OFFCHAIN_SCHEMA,
      }),
    /** Time of the newest indexed block of both chains. */
    headSeconds: () =>
      Math.max(...Object.entries(numbers).map(([id, number]) => blockTime(Number(id), number))),
    blockNumber: (chainId: number) => numbers[chainId]!,
    /** Indexes the chain's next block. */
    async index(chainId: number): Promise<void> {
      const number = numbers[chainId]! + 1;
      await api.database.db.insert(chainBlock).values({
        chainId,
        number: BigInt(number),
        hash: blockHash(chainId, number),
        parentHash: blockHash(chainId, number - 1),
        timestampSeconds: blockTime(chainId, number),
      });
      numbers[chainId] = number;
    },
    quote(change: Partial<PythQuoteAtTime> = {}): void {
      says.quotes = [
        {
          priceId: ETH_PRICE_ID,
          price: 2_500_00000000n,
          confidence: 1_00000000n,
          exponent: -8,
          publishTimeSeconds: Math.max(
            ...Object.entries(numbers).map(([id, number]) => blockTime(Number(id), number)),
          ),
          ...change,
        },
      ];
    },
    coin(change: Partial<Coin> = {}): void {
      says.coins.set(USDC_COIN, {
        symbol: "USDC",
        price: "0.999900000000000000001",
        timestampSeconds: blockTime(ALPHA.chainId, numbers[ALPHA.chainId]!),
        confidence: "0.99",
        ...change,
      });
    },
    async close(): Promise<void> {
      await api.close();
      await services.stop();
    },
  };
}
