import { isDeepStrictEqual } from "node:util";
import type { Address } from "viem";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { readBlockVector } from "../../src/api/store/read-block-vector.ts";
import { createBlockMemory } from "../../src/api/valuation/create-block-memory.ts";
import { WAD } from "../../src/core/fixed-point.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import {
  BEFORE_ALL_BLOCKS,
  type Holding,
  LEAST_SCREENED_SUM,
  type ScreenedMarket,
} from "../../src/protocols/holdings-reader.ts";
import type { ProtocolAdapter, ReadPlace } from "../../src/protocols/protocol-adapter.ts";
import type { IndexWorld } from "./index-world.ts";

/** How far a screened health may be from the exact one: what is nearer to a threshold is decided exactly. */
const SCREENED_BOUND = 1e-3;

type HoldingsComparison = {
  differences: string[];
  /** Markets of kept holdings that were compared with markets read anew. */
  markets: number;
  /** Kept holdings that were good for another block, by protocol. */
  kept: Map<string, number>;
  /** Changed holdings that were named. */
  changed: number;
  /** Healths of accounts with debt, by protocol: screened, and of too little or left to the exact rule. */
  screened: Map<string, number>;
  decidedExactly: Map<string, number>;
};

/** The holdings of one adapter's accounts on a chain as somebody would keep them from block to block. */
type Kept = { adapter: ProtocolAdapter; holdings: Map<Address, Holding>; upTo: bigint };

/**
 * Follows every adapter's holdings on a chain, the way a book does: what is not named as changed is
 * kept. At each block markets of what is kept must be those read anew, nothing that differs may have
 * been left unnamed, and screened healths must be about the exact ones.
 */
export function createHoldingsComparison(world: IndexWorld, chainId: number) {
  const result: HoldingsComparison = {
    differences: [],
    markets: 0,
    kept: new Map(),
    changed: 0,
    screened: new Map(),
    decidedExactly: new Map(),
  };
  const kept: Kept[] = protocolAdapters.map((adapter) => ({
    adapter,
    holdings: new Map(),
    upTo: BEFORE_ALL_BLOCKS,
  }));
  const memory = createBlockMemory(2);
  const chain = world.network.chains.find((one) => one.chainId === chainId)!;
  const contracts = createContractReader({
    clients: new Map([[chainId, world.client(chainId)]]),
    batch: true,
  });

  const at = (number: bigint, read: (place: Omit<ReadPlace, "remember">) => Promise<void>) =>
    world.database.withSnapshot(async (facts) => {
      const selectors = new Map([[chainId, { kind: "number", number } as const]]);
      const block = (await readBlockVector({ facts, selectors })).get(chainId);
      if (block === undefined) throw new Error(`Block ${number} of chain ${chainId} is missing.`);
      await read({ facts, contracts, chain, block });
    });

  return {
    result,

    /** Goes on to a later block. */
    follow: (number: bigint) =>
      at(number, async (place) => {
        for (const one of kept) {
          const remember = memory(one.adapter.name, place.block);
          await compareAdapter(result, one, { ...place, remember });
        }
      }),

    /** The accounts that are named as changed after a block, by protocol: before a reorg undoes it. */
    async namedAfter(afterBlock: bigint): Promise<ReadonlyMap<string, readonly Address[]>> {
      const named = new Map<string, readonly Address[]>();
      await at(kept[0]!.upTo, async (place) => {
        for (const { adapter } of kept) {
          const accounts = await adapter.holdings.readChangedAccounts({ ...place, afterBlock });
          named.set(adapter.name, accounts);
        }
      });
      return named;
    },

    /** Goes back to the last block that a reorg left, after which these accounts had changed. */
    rollBack: (number: bigint, undone: ReadonlyMap<string, readonly Address[]>) =>
      at(number, async (place) => {
        for (const one of kept) {
          await readAgain(one, { ...place, accounts: undone.get(one.adapter.name) ?? [] });
          one.upTo = number;
        }
      }),
  };
}

async function readAgain(
  { adapter, holdings }: Kept,
  parameters: Parameters<ProtocolAdapter["holdings"]["read"]>[0],
): Promise<void> {
  for (const account of parameters.accounts) holdings.delete(account);
  for (const holding of await adapter.holdings.read(parameters))
    holdings.set(holding.account, holding);
}

async function compareAdapter(
  result: HoldingsComparison,
  one: Kept,
  place: ReadPlace,
): Promise<void> {
  const { adapter, holdings } = one;
  const { name } = adapter;
  const { chainId, number } = place.block;
  const differs = (what: string) =>
    result.differences.push(`${name}, chain ${chainId}, block ${number}: ${what}`);
  const accounts = await adapter.readAccounts(place);
  const named = new Set(
    await adapter.holdings.readChangedAccounts({ ...place, afterBlock: one.upTo }),
  );
  const fresh = new Map(
    (await adapter.holdings.read({ ...place, accounts })).map((one) => [one.account, one]),
  );
  for (const account of new Set([...holdings.keys(), ...fresh.keys()])) {
    const isSame = isDeepStrictEqual(fresh.get(account), holdings.get(account));
    if (isSame) count(result.kept, name);
    else if (named.has(account)) result.changed += 1;
    else differs(`${account} holds something else and is not named`);
  }
  await readAgain(one, { ...place, accounts: [...named] });
  one.upTo = number;

  // Without what the kept ones' reads remember.
  const { remember: _, ...anew } = place;
  const markets = await adapter.readMarkets({ ...anew, accounts });
  const own = await adapter.holdings.marketsOf({ ...place, holdings: [...holdings.values()] });
  result.markets += markets.length;
  if (!isDeepStrictEqual(comparable(own), comparable(markets)))
    differs(`markets of ${accounts.join()} are others when read anew`);
  await compareScreening(result, { adapter, place, markets, holdings: [...holdings.values()] });
}

/** In one order, and without the functions of which no two are the same. */
function comparable(markets: readonly AccountMarket[]) {
  return markets
    .map(({ rule, priceRule, ...market }) => ({
      ...market,
      rulePrices: (rule ?? priceRule)?.prices,
    }))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

function nameOf({
  account,
  marketId,
  positions,
}: Omit<AccountMarket, "rule" | "priceRule">): string {
  return [account, marketId, positions[0]?.holder].join();
}

type Screening = { health: number | null; isLeft: boolean };

async function compareScreening(
  result: HoldingsComparison,
  parameters: {
    adapter: ProtocolAdapter;
    place: ReadPlace;
    markets: readonly AccountMarket[];
    holdings: readonly Holding[];
  },
): Promise<void> {
  const { adapter, place, markets, holdings } = parameters;
  const seen = holdings.flatMap((holding) =>
    adapter.holdings.screen(holding).map((market) => ({ account: holding.account, market })),
  );
  const names = new Set(seen.flatMap(({ market }) => (market.terms ?? []).flatMap(factorsOf)));
  const factors = await adapter.holdings.readFactors({ ...place, names });
  const keyOf = (account: Address, marketId: string) => `${account} in ${marketId}`;
  const screenings = Map.groupBy(seen, ({ account, market }) => keyOf(account, market.marketId));
  const exact = Map.groupBy(markets, ({ account, marketId }) => keyOf(account, marketId));
  for (const [key, own] of exact) {
    const differs = (what: string) =>
      result.differences.push(`${adapter.name}, block ${place.block.number}: ${key} ${what}`);
    const debts = own.flatMap(({ health }) => (health?.healthFactorWad == null ? [] : [health]));
    if (debts.length === 0) continue;
    const found = (screenings.get(key) ?? []).map(({ market }) => screened(market, factors));
    if (found.length === 0) {
      differs("is not screened");
      continue;
    }
    if (found.some(({ isLeft }) => isLeft)) {
      count(result.decidedExactly, adapter.name);
      continue;
    }
    const expected = debts.map(({ healthFactorWad }) => Number(healthFactorWad) / Number(WAD));
    const healths = found.flatMap(({ health }) => (health === null ? [] : [health]));
    const ascending = (a: number, b: number) => a - b;
    const pairs = expected.sort(ascending).map((one, at) => [one, healths.sort(ascending)[at]]);
    const isClose = pairs.every(
      ([one, other]) =>
        one !== undefined && other !== undefined && Math.abs(one - other) <= SCREENED_BOUND * one,
    );
    if (!isClose || healths.length !== expected.length)
      differs(`has the healths ${expected}, screened ${healths}`);
    count(result.screened, adapter.name);
  }
}

function screened(market: ScreenedMarket, factors: ReadonlyMap<string, number>): Screening {
  const sums = { collateral: 0, debt: 0 };
  if (market.terms === undefined) return { health: null, isLeft: true };
  for (const term of market.terms) {
    const values = factorsOf(term).map((name) => factors.get(name));
    if (values.some((value) => value === undefined)) return { health: null, isLeft: true };
    sums[term.side] += values.reduce<number>((product, one) => product * one!, term.quantity);
  }
  if (sums.debt === 0) return { health: null, isLeft: false };
  const isLeft = sums.debt < LEAST_SCREENED_SUM || sums.collateral < LEAST_SCREENED_SUM;
  return { health: sums.collateral / sums.debt, isLeft };
}

function factorsOf({
  amountFactor,
  weightFactor,
  oraclePriceFactor,
}: NonNullable<ScreenedMarket["terms"]>[number]): string[] {
  return [amountFactor, weightFactor, oraclePriceFactor].filter((name) => name !== null);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
