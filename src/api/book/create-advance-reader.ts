import type { Address } from "viem";
import type { NetworkChain } from "../../../config/network.ts";
import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import {
  BEFORE_ALL_BLOCKS,
  type Holding,
  type HoldingsReader,
} from "../../protocols/holdings-reader.ts";
import type { ProtocolAdapter } from "../../protocols/protocol-adapter.ts";
import type { BlockMemory } from "../valuation/create-block-memory.ts";
import type { BlockStore } from "../vectors/resolve-block-vector.ts";
import { type AccountsByPlace, type BookStep, changedAfter } from "./book-steps.ts";
import type { PlaceFactors } from "./create-term-kinds.ts";

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

export type PlaceReading = {
  placeKey: string;
  accounts: readonly Address[];
  holdings: readonly Holding[];
};

/** A protocol on a chain. */
export type BookPlace = {
  key: string;
  chain: NetworkChain;
  adapter: ProtocolAdapter;
  reader: HoldingsReader;
};

/** How far a chain is read. */
export type ChainState = {
  steps: readonly BookStep[];
  pending: AccountsByPlace;
  /** Accounts that were to be read when the chain was begun. */
  total: number;
};

export type AdvanceReader = {
  /** What there is to do to the book to bring it to a vector. Changes nothing. */
  read(parameters: { facts: FactsReader; vector: BlockVector }): Promise<BookAdvance>;
  readPlace(parameters: {
    facts: FactsReader;
    place: BookPlace;
    block: BlockReference;
    accounts: readonly Address[];
  }): Promise<PlaceReading>;
};

/** Accounts that one query reads. */
const ACCOUNTS_PER_READ = 500;
/** After that long an advance reads no more of what is to be built, so that its snapshot stays short. */
const BUILDING_MILLISECONDS = 1_000;
/** A reorg of so many blocks before the one where the book began is followed, too. */
const BLOCKS_BEFORE_BEGIN = 64n;

/** Reads of the index what changes the book: what changed, what a reorg undid, and what is still to be built. */
export function createAdvanceReader(parameters: {
  places: readonly BookPlace[];
  contracts: ContractReader;
  blocks: Pick<BlockStore, "readBlockVector">;
  memory: BlockMemory;
  /** Accounts that one advance reads at most of what is to be built. */
  accountsPerAdvance: number;
  /** Undefined for a chain that the book has not begun. */
  stateOf: (chainId: number) => ChainState | undefined;
  /** Names of the factors that the book's terms at a place refer to. */
  factorNames: (placeKey: string) => Set<string>;
}): AdvanceReader {
  const { places, contracts, blocks, memory, accountsPerAdvance, stateOf, factorNames } =
    parameters;
  const placeByKey = new Map(places.map((place) => [place.key, place]));
  const placesOf = (chainId: number) => places.filter(({ chain }) => chain.chainId === chainId);

  const factsPlace = (facts: FactsReader, place: BookPlace, block: BlockReference) => ({
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
    place: BookPlace,
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
    const state = stateOf(chainId);
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
      const names = factorNames(place.key);
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

    readPlace: ({ facts, place, block, accounts }) => readPlace(facts, place, block, accounts),
  };
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
