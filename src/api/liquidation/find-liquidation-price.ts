import { WAD } from "../../core/fixed-point.ts";
import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule } from "../../core/market-rule.ts";

/**
 * How far one price may go, all others as they are: `price` is the last one, in the unit of the market's
 * own oracle, at which the account is safe; one step of that unit further it may be liquidated.
 */
export type LiquidationPrice =
  | { state: "at"; direction: "falling" | "rising"; price: bigint }
  /** No price of this asset alone makes the account fit for liquidation. */
  | { state: "none" }
  /** It may be liquidated as it is. */
  | { state: "liquidatable" };

/** Beyond that many times its price no asset is looked at. */
const LARGEST_RISE_BITS = 64n;
/** A health factor is nearly linear in a price: so many guesses come close to where it is one. */
const GUESSES = 4;

type Verdict = { price: bigint; isSafe: boolean; healthFactorWad: bigint | null };
type Judge = (price: bigint) => Verdict;

/**
 * The price of one asset at which the market's own verdict on the account turns, exact to the smallest
 * step: found by asking for verdicts alone, so that the contract's rounding counts. The verdict of
 * every rule is monotonous in one price: collateral hurts by falling, debt by rising, and what is both
 * by one of the two.
 */
export function findLiquidationPrice(rule: MarketRule, asset: AssetCaip19): LiquidationPrice {
  const now = rule.prices.find((one) => one.asset === asset)?.price;
  if (now === undefined) return { state: "none" };
  const judge: Judge = (price) => {
    const { liquidatable, healthFactorWad } = rule.judge({ prices: new Map([[asset, price]]) });
    return { price, isSafe: !liquidatable, healthFactorWad };
  };
  const present = judge(now);
  if (!present.isSafe) return { state: "liquidatable" };
  // Not zero: to some contracts that is no price.
  const lowest = judge(1n);
  if (!lowest.isSafe)
    return { state: "at", direction: "falling", price: lastSafe(judge, present, lowest) };
  if (judge(now << LARGEST_RISE_BITS).isSafe) return { state: "none" };
  let safe = present;
  let higher = judge(now * 2n);
  for (; higher.isSafe; higher = judge(higher.price * 2n)) safe = higher;
  return { state: "at", direction: "rising", price: lastSafe(judge, safe, higher) };
}

/** The safe price that is next to an unsafe one, between one of each: guessed, approached, bisected. */
function lastSafe(judge: Judge, safe: Verdict, unsafe: Verdict): bigint {
  const narrow = (price: bigint): Verdict => {
    const verdict = judge(price);
    if (verdict.isSafe) safe = verdict;
    else unsafe = verdict;
    return verdict;
  };
  for (let guess = 0; guess < GUESSES && distance(safe, unsafe) > 1n; guess++) {
    narrow(guessBetween(safe, unsafe));
  }
  approach(narrow, safe, unsafe);
  while (distance(safe, unsafe) > 1n) narrow((safe.price + unsafe.price) / 2n);
  return safe.price;
}

/**
 * Goes from the end whose health factor is nearer to one towards the other, in growing steps, until past
 * it. Health factors have 18 digits: within a 10^-18 of a price they say nothing.
 */
function approach(narrow: Judge, safe: Verdict, unsafe: Verdict): void {
  const [near, far] = fromOne(safe) <= fromOne(unsafe) ? [safe, unsafe] : [unsafe, safe];
  const sign = far.price > near.price ? 1n : -1n;
  const first = near.price / WAD + 1n;
  for (let step = first; step < distance(safe, unsafe); step *= 4n) {
    if (narrow(near.price + sign * step).isSafe !== near.isSafe) return;
  }
}

/**
 * Where the health factor would be one if it were linear in a price that falls, and its inverse in one
 * that rises; the middle where that says nothing.
 */
function guessBetween(safe: Verdict, unsafe: Verdict): bigint {
  const middle = (safe.price + unsafe.price) / 2n;
  const [above, below] = [safe.healthFactorWad, unsafe.healthFactorWad];
  if (above === null || below === null || above <= below) return middle;
  const way = ((safe.price - unsafe.price) * (WAD - below)) / (above - below);
  const guess = unsafe.price + (safe.price < unsafe.price ? (way * above) / WAD : way);
  const [low, high] =
    safe.price < unsafe.price ? [safe.price, unsafe.price] : [unsafe.price, safe.price];
  return guess > low && guess < high ? guess : middle;
}

function distance(a: Verdict, b: Verdict): bigint {
  return a.price > b.price ? a.price - b.price : b.price - a.price;
}

/** How far a health factor is from one. */
function fromOne({ healthFactorWad }: Verdict): bigint {
  if (healthFactorWad === null) return WAD;
  return healthFactorWad > WAD ? healthFactorWad - WAD : WAD - healthFactorWad;
}
