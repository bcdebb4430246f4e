import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { ProtocolAdapter } from "../../protocols/protocol-adapter.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";
import type { AccountValue } from "./account-value.ts";
import { createBlockMemory } from "./create-block-memory.ts";
import { lookThrough } from "./look-through.ts";
import type { OracleAdapters } from "./read-observations.ts";
import { readPrices } from "./read-prices.ts";
import { valueAccount } from "./value-account.ts";

export type AccountValuer = {
  /**
   * One account's markets on the given chains, with the prices of the whole vector. A CAIP-10
   * account has markets on its own chain only.
   */
  valueAccount(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    account: AccountId;
    /** Chains whose positions count: part of the vector. */
    chainIds: readonly number[];
  }): Promise<AccountValue>;
  /**
   * Every account that has or had a position on a chain of the vector, by address, ascending. Without
   * what contracts hold for others, so that a sum over all counts everything once.
   */
  valueAll(parameters: { facts: FactsReader; vector: BlockVector }): Promise<AccountValue[]>;
  /** Every price of the methodology at the vector, by price id. */
  pricesAt(parameters: {
    facts: FactsReader;
    vector: BlockVector;
  }): Promise<ReadonlyMap<string, Price>>;
};

/** Vectors whose prices are kept. Block hashes name a vector, so a kept price never goes wrong. */
const REMEMBERED_VECTORS = 64;
const REMEMBERED_BLOCKS = 128;
/** Accounts whose markets one query reads. */
const ACCOUNTS_PER_READ = 500;

/** Joins what the adapters read at a block vector with the pure rules of pricing and valuation. */
export function createAccountValuer(parameters: {
  network: Pick<Network, "chains">;
  methodology: Methodology;
  protocolAdapters: readonly ProtocolAdapter[];
  oracleAdapters: OracleAdapters;
  contracts: ContractReader;
}): AccountValuer {
  const { network, methodology, protocolAdapters, oracleAdapters, contracts } = parameters;
  const remembered = createBoundedMap<string, ReadonlyMap<string, Price>>(REMEMBERED_VECTORS);
  const memory = createBlockMemory(REMEMBERED_BLOCKS);

  const pricesAt: AccountValuer["pricesAt"] = async ({ facts, vector }) => {
    const key = vectorKey(vector);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const prices = await readPrices({ facts, vector, methodology, adapters: oracleAdapters });
    remembered.set(key, prices);
    return prices;
  };

  /** Chains of the network that are in the vector and wanted, with their blocks. */
  const chainsOf = (vector: BlockVector, chainIds: readonly number[]) =>
    network.chains.flatMap((chain) => {
      const block = vector.get(chain.chainId);
      return block === undefined || !chainIds.includes(chain.chainId) ? [] : [{ chain, block }];
    });

  const readMarkets = async (
    facts: FactsReader,
    vector: BlockVector,
    accounts: readonly Address[],
    chainIds: readonly number[],
  ): Promise<AccountMarket[]> => {
    const markets: AccountMarket[] = [];
    for (const { chain, block } of chainsOf(vector, chainIds)) {
      const place = { facts, contracts, chain, block };
      const own: AccountMarket[] = [];
      for (const adapter of protocolAdapters) {
        const remember = memory(adapter.name, block);
        own.push(...(await adapter.readMarkets({ ...place, accounts, remember })));
      }
      markets.push(...(await lookThrough({ ...place, adapters: protocolAdapters, markets: own })));
    }
    return markets;
  };

  return {
    pricesAt,

    async valueAccount({ facts, vector, account, chainIds }) {
      const onChains =
        account.chainId === undefined
          ? chainIds
          : chainIds.filter((chainId) => chainId === account.chainId);
      const markets = await readMarkets(facts, vector, [account.address], onChains);
      const prices = await pricesAt({ facts, vector });
      return valueAccount({ account, vector, markets, prices, methodology });
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
      const prices = await pricesAt({ facts, vector });
      const values: AccountValue[] = [];
      for (let start = 0; start < accounts.length; start += ACCOUNTS_PER_READ) {
        const batch = accounts.slice(start, start + ACCOUNTS_PER_READ);
        const found = await readMarkets(facts, vector, batch, chainIds);
        const markets = Map.groupBy(
          found.filter(({ passThrough }) => passThrough !== true),
          (market) => market.account,
        );
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

function vectorKey(vector: BlockVector): string {
  return [...vector.values()]
    .map((block) => `${block.chainId}:${block.hash}`)
    .sort()
    .join(",");
}
