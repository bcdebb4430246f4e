import type { Address } from "viem";
import type { Network, NetworkChain } from "../../../config/network.ts";
import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import {
  BEFORE_ALL_BLOCKS,
  type Holding,
  type HoldingsReader,
} from "../../protocols/holdings-reader.ts";
import type { ProtocolAdapter, ReadPlace } from "../../protocols/protocol-adapter.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { BlockMemory } from "../valuation/create-block-memory.ts";
import type { BlockStore } from "../vectors/resolve-block-vector.ts";
import { type AccountsByPlace, addStep, type BookStep, changedAfter } from "./book-steps.ts";
import { type Columns, createColumns } from "./create-columns.ts";
import type { PlaceFactors } from "./create-term-kinds.ts";
import type { ScreenPrices } from "./screen-prices.ts";

/** How far the book is built: accounts of a place each. */
export type BookProgress = { read: number; total: number };

/** What one advance of the book read. */
export type BookAdvance = {
  /** A block that the book stood on is part of its chain no longer. */
  reorganised: boolean;
  chains: readonly ChainAdvance[];
  factors: PlaceFactors;
};

type ChainAdvance = {
  chainId: number;
  block: BlockReference;
  /** Of the book's steps, the one that it goes on from; null: the chain is read from the beginning. */
  ancestor: number | null;
  /** An older block to go back to, of a chain that is read from the beginning. */
  base: BookStep | null;
  changed: AccountsByPlace;
  /** What accounts have that were read, also those that have nothing. */
  read: readonly PlaceReading[];
  /** Accounts still to be read, where the chain is read from the beginning. */
  pending: AccountsByPlace;
};

type PlaceReading = {
  placeKey: string;
  accounts: readonly Address[];
  holdings: readonly Holding[];
};

/** A protocol on a chain. */
type Place = {
  key: string;
  chain: NetworkChain;
  adapter: ProtocolAdapter;
  reader: HoldingsReader;
};

type ChainState = {
  steps: readonly BookStep[];
  pending: AccountsByPlace;
  /** Accounts that were to be read when the chain was begun. */
  total: number;
};

/**
 * What every account has, kept in columns at one block vector. An advance is read within one snapshot,
 * changing nothing, and then applied at once. While the book is being built, each advance also reads
 * some of the accounts that it does not have yet, at the vector that it goes to: what blocks and
 * reorgs change meanwhile is followed as always.
 */
export type Book = {
  read(parameters: { facts: FactsReader; vector: BlockVector }): Promise<BookAdvance>;
  apply(advance: BookAdvance, prices: ScreenPrices): void;
  isBuilt(): boolean;
  progress(): BookProgress;
  candidates: Columns["candidates"];
  divergent: Columns["divergent"];
  accountOf: Columns["accountOf"];
  size: Columns["size"];
  /** Names of the protocols that it follows. */
  protocols: readonly string[];
  placeOf(placeKey: string): Pick<Place, "chain" | "adapter">;
  /** What accounts have at a block: kept where the book stands on it, read otherwise. */
  holdingsAt(parameters: {
    place: Omit<ReadPlace, "contracts">;
    adapter: ProtocolAdapter;
    accounts: readonly Address[];
  }): Promise<Holding[]>;
};

/** Accounts that one query reads. */
const ACCOUNTS_PER_READ = 500;
/** After that long an advance reads no more of what is to be built, so that its snapshot stays short. */
const BUILDING_MILLISECONDS = 1_000;
const KEPT_HOLDINGS = 20_000;
/** A reorg of so many blocks before the one where the book began is followed, too. */
const BLOCKS_BEFORE_BEGIN = 64n;

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
  const places: readonly Place[] = network.chains.flatMap((chain) =>
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

  const factsPlace = (facts: FactsReader, place: Place, block: BlockReference) => ({
    facts,
    chain: place.chain,
    block,
    remember: memory(place.adapter.name, block),
  });

  /** The newest step that is still part of the chain; null where none is. */
  async function findAncestor(
    facts: FactsReader,
    chainId: number,
    steps: readonly BookStep[],
  ): Promise<number | null> {
    for (let index = steps.length - 1; index >= 0; index--) {
      const { number, hash } = steps[index]!.block;
      const selectors = new Map([[chainId, { kind: "number", number } as const]]);
      const found = await blocks.readBlockVector({ facts, selectors });
      if (found.get(chainId)?.hash === hash) return index;
    }
    return null;
  }

  async function readBase(facts: FactsReader, block: BlockReference): Promise<BookStep | null> {
    const number = block.number - BLOCKS_BEFORE_BEGIN;
    const selectors = new Map([[block.chainId, { kind: "number", number } as const]]);
    const found = (await blocks.readBlockVector({ facts, selectors })).get(block.chainId);
    return found === undefined ? null : { block: found, changed: new Map() };
  }

  async function readPlace(
    facts: FactsReader,
    place: Place,
    block: BlockReference,
    accounts: readonly Address[],
  ): Promise<PlaceReading> {
    const holdings: Holding[] = [];
    for (let start = 0; start < accounts.length; start += ACCOUNTS_PER_READ) {
      const batch = accounts.slice(start, start + ACCOUNTS_PER_READ);
      const found = await place.reader.read({
        ...factsPlace(facts, place, block),
        accounts: batch,
      });
      holdings.push(...found);
    }
    return { placeKey: place.key, accounts, holdings };
  }

  /** How many accounts the whole advance may still read of what is to be built. */
  type Budget = { accounts: number; untilMilliseconds: number };

  async function readPending(
    facts: FactsReader,
    block: BlockReference,
    pending: AccountsByPlace,
    budget: Budget,
  ): Promise<{ read: PlaceReading[]; pending: AccountsByPlace }> {
    const read: PlaceReading[] = [];
    const left = new Map<string, readonly Address[]>();
    for (const [placeKey, accounts] of pending) {
      let count = 0;
      while (
        count < accounts.length &&
        budget.accounts > 0 &&
        performance.now() < budget.untilMilliseconds
      ) {
        const size = Math.min(ACCOUNTS_PER_READ, budget.accounts);
        const batch = accounts.slice(count, count + size);
        read.push(await readPlace(facts, placeByKey.get(placeKey)!, block, batch));
        count += batch.length;
        budget.accounts -= batch.length;
      }
      if (count < accounts.length) left.set(placeKey, accounts.slice(count));
    }
    return { read, pending: left };
  }

  async function readChain(
    facts: FactsReader,
    block: BlockReference,
    budget: Budget,
  ): Promise<ChainAdvance & { reorganised: boolean }> {
    const { chainId } = block;
    const state = chains.get(chainId);
    const steps = state?.steps ?? [];
    const newest = steps.length - 1;
    const stays = steps.at(-1)?.block.hash === block.hash;
    const ancestor = stays ? newest : await findAncestor(facts, chainId, steps);
    const changed = new Map<string, readonly Address[]>();
    const read: PlaceReading[] = [];
    let pending: AccountsByPlace = state?.pending ?? new Map();
    let base: BookStep | null = null;
    if (ancestor === null) {
      base = await readBase(facts, block);
      if (base !== null) {
        const afterBlock = base.block.number;
        for (const place of placesOf(chainId)) {
          const where = factsPlace(facts, place, block);
          changed.set(place.key, await place.reader.readChangedAccounts({ ...where, afterBlock }));
        }
      }
      const all = new Map<string, readonly Address[]>();
      for (const place of placesOf(chainId)) {
        const where = { ...factsPlace(facts, place, block), afterBlock: BEFORE_ALL_BLOCKS };
        all.set(place.key, await place.reader.readChangedAccounts(where));
      }
      pending = all;
    } else if (!stays) {
      const afterBlock = steps[ancestor]!.block.number;
      const undone = changedAfter(steps, ancestor);
      for (const place of placesOf(chainId)) {
        const since = await place.reader.readChangedAccounts({
          ...factsPlace(facts, place, block),
          afterBlock,
        });
        const accounts = [...new Set([...since, ...(undone.get(place.key) ?? [])])];
        if (accounts.length === 0) continue;
        changed.set(place.key, accounts);
        read.push(await readPlace(facts, place, block, accounts));
      }
    }
    const building = await readPending(facts, block, pending, budget);
    return {
      ...{ chainId, block, ancestor, base, changed },
      read: [...read, ...building.read],
      pending: building.pending,
      reorganised: state !== undefined && ancestor !== newest,
    };
  }

  async function readFactors(
    facts: FactsReader,
    vector: BlockVector,
    readings: readonly PlaceReading[],
  ): Promise<PlaceFactors> {
    const factors = new Map<string, ReadonlyMap<string, number>>();
    for (const place of places) {
      const block = vector.get(place.chain.chainId);
      if (block === undefined) continue;
      const names = columns.factorNames(place.key);
      for (const { placeKey, holdings } of readings) {
        if (placeKey !== place.key) continue;
        for (const holding of holdings) addFactorNames(names, place.reader, holding);
      }
      if (names.size === 0) continue;
      const where = { ...factsPlace(facts, place, block), contracts };
      factors.set(place.key, await place.reader.readFactors({ ...where, names }));
    }
    return factors;
  }

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
    async read({ facts, vector }) {
      const budget: Budget = {
        accounts: accountsPerAdvance,
        untilMilliseconds: performance.now() + BUILDING_MILLISECONDS,
      };
      const advances: Awaited<ReturnType<typeof readChain>>[] = [];
      for (const block of vector.values()) advances.push(await readChain(facts, block, budget));
      const isComplete = advances.every(({ pending }) => pending.size === 0);
      return {
        reorganised: advances.some(({ reorganised }) => reorganised),
        chains: advances,
        factors: isComplete
          ? await readFactors(
              facts,
              vector,
              advances.flatMap(({ read }) => read),
            )
          : new Map(),
      };
    },

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
      const { holdings } = await readPlace(
        place.facts,
        placeByKey.get(placeKey)!,
        place.block,
        missing,
      );
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

function addFactorNames(names: Set<string>, reader: HoldingsReader, holding: Holding): void {
  for (const { terms = [] } of reader.screen(holding)) {
    for (const { amountFactor, weightFactor, oraclePriceFactor } of terms) {
      names.add(amountFactor);
      if (weightFactor !== null) names.add(weightFactor);
      if (oraclePriceFactor !== null) names.add(oraclePriceFactor);
    }
  }
}
