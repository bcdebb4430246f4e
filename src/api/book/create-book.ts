import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { Holding } from "../../protocols/holdings-reader.ts";
import type { ProtocolAdapter, ReadPlace } from "../../protocols/protocol-adapter.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { BlockMemory } from "../valuation/create-block-memory.ts";
import type { BlockStore } from "../vectors/resolve-block-vector.ts";
import { type AccountsByPlace, addStep } from "./book-steps.ts";
import {
  type AdvanceReader,
  type BookAdvance,
  type BookPlace,
  type ChainState,
  createAdvanceReader,
  type PlaceReading,
} from "./create-advance-reader.ts";
import { type Columns, createColumns } from "./create-columns.ts";
import type { ScreenPrices } from "./screen-prices.ts";

/** How far the book is built: accounts of a place each. */
export type BookProgress = { read: number; total: number };

/**
 * What every account has, kept in columns at one block vector. An advance is read within one snapshot,
 * changing nothing, and then applied at once. While the book is being built, each advance also reads
 * some of the accounts that it does not have yet, at the vector that it goes to: what blocks and
 * reorgs change meanwhile is followed as always.
 */
export type Book = {
  read: AdvanceReader["read"];
  apply(advance: BookAdvance, prices: ScreenPrices): void;
  isBuilt(): boolean;
  progress(): BookProgress;
  candidates: Columns["candidates"];
  divergent: Columns["divergent"];
  accountOf: Columns["accountOf"];
  size: Columns["size"];
  /** Names of the protocols that it follows. */
  protocols: readonly string[];
  placeOf(placeKey: string): Pick<BookPlace, "chain" | "adapter">;
  /** What accounts have at a block: kept where the book stands on it, read otherwise. */
  holdingsAt(parameters: {
    place: Omit<ReadPlace, "contracts">;
    adapter: ProtocolAdapter;
    accounts: readonly Address[];
  }): Promise<Holding[]>;
};

const KEPT_HOLDINGS = 20_000;

export function createBook(parameters: {
  network: Pick<Network, "chains">;
  adapters: readonly ProtocolAdapter[];
  contracts: ContractReader;
  blocks: Pick<BlockStore, "readBlockVector">;
  memory: BlockMemory;
  keptHoldings?: number;
  /** Accounts that one advance reads at most of what is to be built. */
  accountsPerAdvance?: number;
}): Book {
  const { network, adapters, contracts, blocks, memory } = parameters;
  const { accountsPerAdvance = 5_000, keptHoldings = KEPT_HOLDINGS } = parameters;
  const places: readonly BookPlace[] = network.chains.flatMap((chain) =>
    adapters.map((adapter) => ({
      ...{ key: placeKeyOf(chain.chainId, adapter), chain, adapter },
      reader: adapter.holdings,
    })),
  );
  const placeByKey = new Map(places.map((place) => [place.key, place]));
  const placesOf = (chainId: number) => places.filter(({ chain }) => chain.chainId === chainId);
  const columns = createColumns();
  const chains = new Map<number, ChainState>();
  /** Null: the account has nothing. Of the block that the book stands on. */
  let kept = createBoundedMap<string, Holding | null>(keptHoldings);
  const reader = createAdvanceReader({
    ...{ places, contracts, blocks, memory, accountsPerAdvance },
    stateOf: (chainId) => chains.get(chainId),
    factorNames: columns.factorNames,
  });

  function applyReading({ placeKey, accounts, holdings }: PlaceReading): void {
    const { reader } = placeByKey.get(placeKey)!;
    const byAccount = new Map(holdings.map((holding) => [holding.account, holding]));
    for (const account of accounts) {
      const holding = byAccount.get(account);
      columns.replace(placeKey, account, holding === undefined ? [] : reader.screen(holding));
      const key = keptKey(placeKey, account);
      if (kept.get(key) !== undefined) kept.set(key, holding ?? null);
    }
  }

  const countPending = () =>
    [...chains.values()].reduce((sum, { pending }) => sum + countAccounts(pending), 0);
  const isBuilt = () => chains.size > 0 && countPending() === 0;

  return {
    read: reader.read,

    apply(advance, prices) {
      for (const { chainId, block, ancestor, base, changed, read, pending } of advance.chains) {
        let { steps, total } = chains.get(chainId) ?? { steps: [], total: 0 };
        if (ancestor === null) {
          steps = base === null ? [] : [base];
          total = read.reduce((sum, one) => sum + one.accounts.length, countAccounts(pending));
          for (const { key } of placesOf(chainId)) columns.removePlace(key);
          kept = createBoundedMap(keptHoldings);
        }
        for (const reading of read) applyReading(reading);
        const stays = steps.at(-1)?.block.hash === block.hash;
        chains.set(chainId, {
          steps: stays ? steps : addStep(steps, ancestor ?? steps.length - 1, { block, changed }),
          ...{ pending, total },
        });
      }
      if (isBuilt()) columns.revalue({ factors: advance.factors, prices });
    },

    isBuilt,
    progress() {
      const total = [...chains.values()].reduce((sum, chain) => sum + chain.total, 0);
      return { read: total - countPending(), total };
    },
    candidates: columns.candidates,
    divergent: columns.divergent,
    accountOf: columns.accountOf,
    size: columns.size,

    protocols: [...new Set(places.map(({ adapter }) => adapter.name))],

    placeOf(placeKey) {
      const place = placeByKey.get(placeKey);
      if (place === undefined) throw new RangeError(`The book has no place ${placeKey}.`);
      return place;
    },

    async holdingsAt({ place, adapter, accounts }) {
      const { chainId } = place.chain;
      const placeKey = placeKeyOf(chainId, adapter);
      const standsOn = () => chains.get(chainId)?.steps.at(-1)?.block.hash === place.block.hash;
      const isKept = standsOn();
      const missing: Address[] = [];
      const found: Holding[] = [];
      for (const account of accounts) {
        const holding = isKept ? kept.get(keptKey(placeKey, account)) : undefined;
        if (holding === undefined) missing.push(account);
        else if (holding !== null) found.push(holding);
      }
      if (missing.length === 0) return found;
      const { holdings } = await reader.readPlace({
        ...{ facts: place.facts, block: place.block, accounts: missing },
        place: placeByKey.get(placeKey)!,
      });
      if (standsOn()) {
        for (const account of missing) kept.set(keptKey(placeKey, account), null);
        for (const holding of holdings) kept.set(keptKey(placeKey, holding.account), holding);
      }
      return [...found, ...holdings];
    },
  };
}

/** Names a protocol on a chain. */
function placeKeyOf(chainId: number, adapter: Pick<ProtocolAdapter, "name">): string {
  return `${chainId}/${adapter.name}`;
}

function keptKey(placeKey: string, account: Address): string {
  return `${placeKey} ${account}`;
}

function countAccounts(accounts: AccountsByPlace): number {
  return [...accounts.values()].reduce((count, one) => count + one.length, 0);
}
