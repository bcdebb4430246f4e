import type { Address } from "viem";
import type { Network, NetworkChain } from "../../../config/network.ts";
import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { ProtocolAdapter, ReadPlace } from "../../protocols/protocol-adapter.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import type { AccountValue } from "./account-value.ts";
import type { AccountValuer, HoldingsOf } from "./account-valuer.ts";
import { type BlockMemory, createBlockMemory } from "./create-block-memory.ts";
import { createPriceReader } from "./create-price-reader.ts";
import { lookThrough } from "./look-through.ts";
import type { OracleAdapters } from "./read-observations.ts";
import { valueAccount } from "./value-account.ts";

type ChainAtBlock = { chain: NetworkChain; block: BlockReference };
/** How the markets of an adapter are read at a place. */
type MarketsOf = (adapter: ProtocolAdapter, place: ReadPlace) => Promise<AccountMarket[]>;

/** What is kept is named by its block's hash, so it never goes wrong, also after a reorg. */
export const REMEMBERED_BLOCKS = 128;
const REMEMBERED_VIEWS = 10_000;
/** Accounts whose markets one query reads. */
const ACCOUNTS_PER_READ = 500;

/** Joins what the adapters read at a block vector with the pure rules of pricing and valuation. */
export function createAccountValuer(parameters: {
  network: Pick<Network, "chains">;
  methodology: Methodology;
  protocolAdapters: readonly ProtocolAdapter[];
  oracleAdapters: OracleAdapters;
  httpObservations: HttpObservationReader;
  contracts: ContractReader;
  /** What is read of blocks; left out, the valuer has a memory of its own. */
  memory?: BlockMemory | undefined;
}): AccountValuer {
  const { network, methodology, protocolAdapters, oracleAdapters, contracts } = parameters;
  const prices = createPriceReader({
    methodology,
    adapters: oracleAdapters,
    httpObservations: parameters.httpObservations,
  });
  const { pricesAt } = prices;
  const memory = parameters.memory ?? createBlockMemory(REMEMBERED_BLOCKS);
  const views = createBoundedMap<string, readonly AccountMarket[]>(REMEMBERED_VIEWS);
  const priceIdOf = new Map(methodology.assets.map(({ asset, priceId }) => [asset, priceId]));

  const pricesOf = (facts: FactsReader, vector: BlockVector, markets: readonly AccountMarket[]) => {
    const priceIds = markets
      .flatMap((market) => market.positions)
      .map((position) => priceIdOf.get(position.asset))
      .filter((priceId) => priceId !== undefined);
    return pricesAt({ facts, vector, priceIds: [...new Set(priceIds)] });
  };

  /** Chains of the network that are in the vector and wanted, with their blocks. */
  const chainsOf = (vector: BlockVector, chainIds: readonly number[]): ChainAtBlock[] =>
    network.chains.flatMap((chain) => {
      const block = vector.get(chain.chainId);
      return block === undefined || !chainIds.includes(chain.chainId) ? [] : [{ chain, block }];
    });

  const readMarkets = async (
    facts: FactsReader,
    { chain, block }: ChainAtBlock,
    adapters: readonly ProtocolAdapter[],
    marketsOf: MarketsOf,
  ): Promise<AccountMarket[]> => {
    const markets: AccountMarket[] = [];
    const place = { facts, contracts, chain, block };
    for (const adapter of adapters) {
      const remember = memory(adapter.name, block);
      markets.push(...(await marketsOf(adapter, { ...place, remember })));
    }
    return throughShares(facts, { chain, block }, markets);
  };

  const throughShares = (
    facts: FactsReader,
    { chain, block }: ChainAtBlock,
    markets: readonly AccountMarket[],
  ): Promise<AccountMarket[]> =>
    lookThrough({
      ...{ facts, contracts, chain, block, adapters: protocolAdapters, markets },
      memoryOf: (adapter) => memory(adapter.name, block),
    });

  /** Between two blocks the same accounts are asked for again and again. */
  const readView = async (
    facts: FactsReader,
    at: ChainAtBlock,
    account: Address,
    holdingsOf: HoldingsOf | undefined,
  ) => {
    const key = `${at.block.chainId}:${at.block.hash}:${account}`;
    const known = views.get(key);
    if (known !== undefined) return known;
    const markets = await readMarkets(facts, at, protocolAdapters, async (adapter, place) => {
      const { holdings: reader } = adapter;
      if (holdingsOf === undefined) {
        return adapter.readMarkets({ ...place, accounts: [account] });
      }
      const holdings = await holdingsOf({ place, adapter, account });
      return holdings.length === 0 ? [] : reader.marketsOf({ ...place, holdings });
    });
    views.set(key, markets);
    return markets;
  };

  const readAccountMarkets: AccountValuer["readMarkets"] = async (asked) => {
    const { facts, vector, account, linked = [], chainIds } = asked;
    const markets: AccountMarket[] = [];
    for (const at of chainsOf(vector, chainIds)) {
      const addresses = [account, ...linked]
        .filter(({ chainId }) => chainId === undefined || chainId === at.chain.chainId)
        .map(({ address }) => address);
      for (const address of new Set(addresses)) {
        markets.push(...(await readView(facts, at, address, asked.holdingsOf)));
      }
    }
    return markets;
  };

  return {
    ...prices,
    readMarkets: readAccountMarkets,

    async valueAccount(asked) {
      const { facts, vector, account } = asked;
      const markets = await readAccountMarkets(asked);
      const prices = await pricesOf(facts, vector, markets);
      return valueAccount({ account, vector, markets, prices, methodology });
    },

    async readMarket({ facts, vector, account, chainId, marketId }) {
      for (const { chain, block } of chainsOf(vector, [chainId])) {
        for (const adapter of protocolAdapters) {
          const remember = memory(adapter.name, block);
          const place = { facts, contracts, chain, block, remember };
          const found = await adapter.readMarket?.({ ...place, account, marketId });
          if (found !== undefined && found.length > 0) return found;
        }
      }
      return [];
    },

    async valueMarkets({ facts, vector, account, standings, markets, priced }) {
      const through: AccountMarket[] = [...markets];
      for (const at of chainsOf(vector, [...vector.keys()])) {
        const own = standings.filter(({ chainId }) => chainId === at.block.chainId);
        through.push(...(await throughShares(facts, at, own)));
      }
      const prices = await pricesOf(facts, vector, through);
      const changed = new Map([...prices].map(([id, price]) => [id, priced(price)]));
      return valueAccount({ account, vector, markets: through, prices: changed, methodology });
    },

    async valueHeld({ facts, vector, chainId, adapter, holdings }) {
      const { holdings: reader } = adapter;
      const [at] = chainsOf(vector, [chainId]);
      if (at === undefined) {
        throw new RangeError(`The vector has no block of chain ${chainId}.`);
      }
      const read = await readMarkets(facts, at, [adapter], (_, place) =>
        reader.marketsOf({ ...place, holdings }),
      );
      const prices = await pricesOf(facts, vector, read);
      const byAccount = Map.groupBy(read, (market) => market.account);
      return holdings.map(({ account: address }) =>
        valueAccount({
          account: { address, chainId },
          vector,
          markets: byAccount.get(address) ?? [],
          prices,
          methodology,
        }),
      );
    },

    async valueAll({ facts, vector }) {
      const chainIds = [...vector.keys()];
      const found = new Set<Address>();
      for (const { chain, block } of chainsOf(vector, chainIds)) {
        for (const adapter of protocolAdapters) {
          for (const account of await adapter.readAccounts({ facts, chain, block })) {
            found.add(account);
          }
        }
      }
      const accounts = [...found].sort();
      const values: AccountValue[] = [];
      for (let start = 0; start < accounts.length; start += ACCOUNTS_PER_READ) {
        const batch = accounts.slice(start, start + ACCOUNTS_PER_READ);
        const batchMarkets: AccountMarket[] = [];
        for (const at of chainsOf(vector, chainIds)) {
          const found = await readMarkets(facts, at, protocolAdapters, (adapter, place) =>
            adapter.readMarkets({ ...place, accounts: batch }),
          );
          batchMarkets.push(...found.filter(({ passThrough }) => passThrough !== true));
        }
        const prices = await pricesOf(facts, vector, batchMarkets);
        const markets = Map.groupBy(batchMarkets, (market) => market.account);
        for (const address of batch) {
          values.push(
            valueAccount({
              account: { address, chainId: undefined },
              vector,
              markets: markets.get(address) ?? [],
              prices,
              methodology,
            }),
          );
        }
      }
      return values;
    },
  };
}
