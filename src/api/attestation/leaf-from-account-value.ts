import type { PriceStatus } from "../pricing/price.ts";
import type { AccountValue, ValuedMarket, ValuedPosition } from "../valuation/account-value.ts";
import { type BreakdownEntry, breakdownHash, padAddress } from "./breakdown.ts";
import { breakdownOf, toUnitsDown, toUnitsUp } from "./breakdown-of.ts";
import { ATTESTATION_FLAGS, type Leaf, UNKNOWN_DEBT } from "./leaf.ts";

/** A chain of the attestation, in the order of its chain table. */
export type LeafChain = { chainId: number; wormholeChainId: number };

export type AccountLeaf = {
  leaf: Leaf;
  breakdown: readonly BreakdownEntry[];
  /** The newest time that a price used is true for. */
  maxPriceTimeSeconds: number;
};

/** Statuses of a price for which a last good one stands in, or none. */
const STAND_IN_STATUSES: readonly PriceStatus[] = ["stale", "no_quorum", "circuit_open"];

/**
 * The leaves of one account: one of namespace 0 for an externally owned account; for a contract one
 * per chain where it has a position, because its address may be somebody else's on another chain.
 *
 * `value` = Σ over markets of max(0, collateral after haircut − debt), rounded down to USD × 10^8;
 * `gross` rounded down; `debt` rounded up. What has no price is never taken for zero without a word:
 * the flag `partial` is set, unknown collateral adds nothing, a market with an unknown debt adds
 * nothing to `value` (so `value` and `gross` are lower bounds), and `debt` is `UNKNOWN_DEBT`.
 * @throws RangeError for a market on a chain outside `chains`.
 */
export function leavesFromAccountValue(parameters: {
  value: AccountValue;
  chains: readonly LeafChain[];
  isContract: boolean;
  simulated: boolean;
}): AccountLeaf[] {
  const { value, chains, isContract, simulated } = parameters;
  if (!isContract) {
    return [accountLeaf({ value, markets: value.markets, chains, namespace: 0, simulated })];
  }
  return chains.flatMap(({ chainId, wormholeChainId }) => {
    const markets = value.markets.filter((market) => market.chainId === chainId);
    if (markets.length === 0) return [];
    return [accountLeaf({ value, markets, chains, namespace: wormholeChainId, simulated })];
  });
}

function accountLeaf(parameters: {
  value: AccountValue;
  markets: readonly ValuedMarket[];
  chains: readonly LeafChain[];
  namespace: number;
  simulated: boolean;
}): AccountLeaf {
  const { value, markets, chains, namespace, simulated } = parameters;
  const positions = markets.flatMap(holdings);
  const used = new Set(positions.map((position) => position.priceId));
  const prices = [...value.prices.values()].filter((price) => used.has(price.priceId));
  const priceTimes = prices
    .map((price) => price.asOfSeconds)
    .filter((time): time is number => time !== null);
  const unknownDebt =
    markets.some(({ debtUnknown }) => debtUnknown === true) ||
    positions.some(({ kind, valueWad }) => kind === "debt" && valueWad === null);
  const partial =
    positions.some((position) => position.adjustedWad === null) ||
    markets.some((market) => market.totals.adjustedWad === null);
  const stale = prices.some(
    (price) =>
      STAND_IN_STATUSES.includes(price.status) ||
      (price.asOfSeconds !== null && price.asOfSeconds < value.evaluatedAtSeconds),
  );
  const breakdown = breakdownOf(
    markets,
    (chainId) => chains[chainIndex(chains, chainId)]!.wormholeChainId,
  );
  return {
    leaf: {
      namespace,
      account: padAddress(value.account.address),
      value: toUnitsDown(sum(markets.map(releasableWad))),
      gross: toUnitsDown(sum(markets.map((market) => knownWad(market, "collateral")))),
      debt: unknownDebt
        ? UNKNOWN_DEBT
        : toUnitsUp(sum(markets.map((market) => knownWad(market, "debt")))),
      minPriceTimeSeconds: Math.min(value.evaluatedAtSeconds, ...priceTimes),
      chainMask: chainMask(markets, chains),
      flags:
        (partial ? ATTESTATION_FLAGS.partial : 0) +
        (stale ? ATTESTATION_FLAGS.stalePrice : 0) +
        (simulated ? ATTESTATION_FLAGS.simulated : 0),
      breakdownHash: breakdownHash(breakdown),
    },
    breakdown,
    maxPriceTimeSeconds:
      priceTimes.length === 0 ? value.evaluatedAtSeconds : Math.max(...priceTimes),
  };
}

/** A position of nothing says nothing: neither its price nor its chain has a bearing on the leaf. */
function holdings(market: ValuedMarket): readonly ValuedPosition[] {
  return market.positions.filter((position) => position.amount > 0n);
}

/** What a market would release at least, USD × 10^18: its own total, or what is known of it. */
function releasableWad(market: ValuedMarket): bigint {
  if (market.debtUnknown === true) return 0n;
  if (market.totals.adjustedWad !== null) return market.totals.adjustedWad;
  let knownCollateral = 0n;
  let debt = 0n;
  for (const position of market.positions) {
    if (position.kind === "collateral") knownCollateral += position.adjustedWad ?? 0n;
    else if (position.adjustedWad === null) return 0n;
    else debt += position.adjustedWad;
  }
  return knownCollateral > debt ? knownCollateral - debt : 0n;
}

function knownWad(market: ValuedMarket, kind: "collateral" | "debt"): bigint {
  return sum(
    market.positions
      .filter((position) => position.kind === kind)
      .map((position) => position.valueWad ?? 0n),
  );
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function chainMask(markets: readonly ValuedMarket[], chains: readonly LeafChain[]): number {
  const indexes = new Set(
    markets
      .filter((market) => holdings(market).length > 0)
      .map((market) => chainIndex(chains, market.chainId)),
  );
  return [...indexes].reduce((mask, index) => mask + 2 ** index, 0);
}

function chainIndex(chains: readonly LeafChain[], chainId: number): number {
  const index = chains.findIndex((chain) => chain.chainId === chainId);
  if (index === -1) throw new RangeError(`Chain ${chainId} is not part of the attestation.`);
  return index;
}
