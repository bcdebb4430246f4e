import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AccountId, AssetCaip19 } from "../../core/identifiers.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { ProblemDetail } from "../errors/problem-error.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { priceIdsOf } from "../methodology/price-ids-of.ts";
import { parseFixed } from "../parameters/parse-fixed.ts";
import type { AskedAction, PriceChange, UnderstoodBody } from "../parameters/simulate-body.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import type { Price } from "../pricing/price.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import {
  findAction,
  findSimulationProblems,
  type Indexed,
  priceIdOfChange,
  type SimulationWorld,
} from "./find-simulation-problems.ts";
import { movesWith } from "./moves-with.ts";
import { factorOfChange, multiplyPrice, type PriceFactor, UNCHANGED } from "./price-factor.ts";
import type { FactorOf } from "./reprice-market.ts";
import {
  holderOf,
  type RefusedAction,
  type SimulatedAction,
  simulateMarkets,
} from "./simulate-markets.ts";

/** An account with every price of the methodology as it is there. */
export type SimulatedState = { value: AccountValue; prices: ReadonlyMap<string, Price> };

export type SimulatedAccount = {
  before: SimulatedState;
  after: SimulatedState;
  refused: readonly RefusedAction[];
  changedPrices: readonly { before: Price; after: Price }[];
};

type SimulationParameters = {
  valuer: AppDependencies["valuer"];
  facts: FactsReader;
  vector: BlockVector;
  methodology: Methodology;
  account: AccountId;
  /** Chains whose positions count, and all that are indexed. */
  chainIds: readonly number[];
  knownChainIds: readonly number[];
  request: Pick<UnderstoodBody, "chains" | "prices" | "actions">;
};

/**
 * Reads at a vector what a simulation is about.
 * @returns What is wrong with the request, and the simulation, for a request with which nothing is.
 */
export async function readSimulation(parameters: SimulationParameters): Promise<{
  problems: readonly ProblemDetail[];
  simulate: () => Promise<SimulatedAccount>;
}> {
  const { valuer, facts, vector, methodology, account, chainIds, request } = parameters;
  const standings = await readStandings(parameters);
  const priceIds = priceIdsOf(methodology);
  const prices = await valuer.pricesAt({ facts, vector });
  const world: SimulationWorld = {
    chainIds,
    knownChainIds: parameters.knownChainIds,
    standingsOf: (action) => standings.get(keyOf(action)) ?? [],
    priceIdOf: (asset) => priceIds.get(asset as AssetCaip19),
    priceOf: (priceId) => prices.get(priceId),
  };
  return {
    problems: findSimulationProblems(world, request),

    async simulate() {
      const before = await valuer.valueAccount({ facts, vector, account, chainIds });
      const factors = factorsOf({ changes: request.prices, world, methodology });
      const priced = (price: Price) =>
        multiplyPrice(price, factors.get(price.priceId) ?? UNCHANGED);
      const isActedOn = ({ chainId, marketId }: AccountMarket) =>
        standings.has(keyOf({ chain: chainId, marketId }));
      const simulation = simulateMarkets({
        standings: [...standings.values()].flat(),
        others: before.markets.filter((market) => !isActedOn(market)),
        actions: request.actions.map((one) => simulatedAction(world, one)),
        factorOf: factorOf({ world, factors, markets: before.markets }),
      });
      const valued = await valuer.valueMarkets({
        ...{ facts, vector, account, priced },
        standings: simulation.standings,
        markets: simulation.others,
      });
      const after = { ...valued, markets: inOrderOf(before.markets, valued.markets) };
      return {
        before: { value: before, prices },
        after: {
          value: after,
          prices: new Map([...prices].map(([priceId, price]) => [priceId, priced(price)])),
        },
        refused: simulation.refused,
        changedPrices: [...factors.keys()].flatMap((priceId) => {
          const price = prices.get(priceId);
          return price === undefined ? [] : { before: price, after: priced(price) };
        }),
      };
    },
  };
}

/** The account's standings in every market that an action names, on the chains that count. */
async function readStandings({
  valuer,
  facts,
  vector,
  account,
  chainIds,
  request,
}: SimulationParameters): Promise<ReadonlyMap<string, readonly AccountMarket[]>> {
  const standings = new Map<string, readonly AccountMarket[]>();
  for (const { value } of request.actions) {
    const { chain: chainId, marketId } = value;
    if (standings.has(keyOf(value)) || !chainIds.includes(chainId)) continue;
    const { address } = account;
    const found = await valuer.readMarket({ facts, vector, account: address, chainId, marketId });
    standings.set(keyOf(value), found);
  }
  return standings;
}

function keyOf({ chain, marketId }: Pick<AskedAction, "chain" | "marketId">): string {
  return `${chain}/${marketId}`;
}

/** Markets in the order in which they were before, new ones last. */
function inOrderOf(
  before: AccountValue["markets"],
  after: AccountValue["markets"],
): AccountValue["markets"] {
  const place = (market: AccountMarket) => {
    const isSameMarket = ({ chainId, marketId }: AccountMarket) =>
      chainId === market.chainId && marketId === market.marketId;
    const holder = holderOf(market);
    const ofHolder = before.findIndex((one) => isSameMarket(one) && holderOf(one) === holder);
    const index = ofHolder === -1 ? before.findIndex(isSameMarket) : ofHolder;
    return index === -1 ? before.length : index;
  };
  return after.toSorted((one, other) => place(one) - place(other));
}

/** By what each price is multiplied: as it is named, or as that which it moves with. */
function factorsOf({
  changes,
  world,
  methodology,
}: {
  changes: readonly Indexed<PriceChange>[];
  world: SimulationWorld;
  methodology: Pick<Methodology, "prices">;
}): ReadonlyMap<string, PriceFactor> {
  const factors = new Map<string, PriceFactor>();
  for (const { value } of changes) {
    const priceId = priceIdOfChange(world, value)!;
    factors.set(priceId, factorOfPriceChange(value, world.priceOf(priceId)));
  }
  const everyId = methodology.prices.map(({ id }) => id);
  for (const price of orderPrices(methodology.prices, everyId)) {
    const leader = movesWith(price);
    const factor = leader === null ? undefined : factors.get(leader);
    if (factor !== undefined && !factors.has(price.id)) factors.set(price.id, factor);
  }
  return factors;
}

function factorOfPriceChange(
  { changeBps, price: priceText }: PriceChange,
  price: Price | undefined,
): PriceFactor {
  if (changeBps !== undefined) return factorOfChange(changeBps);
  const denominator = price?.midWad;
  if (priceText === undefined || denominator == null) {
    throw new RangeError("A change of a price without a value was not refused.");
  }
  return { numerator: parseFixed(priceText, 18), denominator };
}

/** How an asset's price changes; a share's as that of what it stands for, unless it has one of its own. */
function factorOf({
  world,
  factors,
  markets,
}: {
  world: SimulationWorld;
  factors: ReadonlyMap<string, PriceFactor>;
  markets: AccountValue["markets"];
}): FactorOf {
  const standsFor = new Map<AssetCaip19, AssetCaip19>();
  for (const { asset, wrappedIn } of markets.flatMap(({ positions }) => positions)) {
    for (const share of wrappedIn ?? []) standsFor.set(share.asset, asset);
  }
  const own = (asset: AssetCaip19) => {
    const priceId = world.priceIdOf(asset);
    return priceId === undefined ? undefined : factors.get(priceId);
  };
  return (asset) => own(asset) ?? own(standsFor.get(asset) ?? asset) ?? UNCHANGED;
}

function simulatedAction(
  world: SimulationWorld,
  { index, value }: Indexed<AskedAction>,
): SimulatedAction {
  const found = findAction(world, value);
  if ("problem" in found) throw new RangeError("An impossible action was not refused.");
  const { kind, asset } = value;
  return { index, kind, asset, amount: found.amount, standing: found.standing };
}
