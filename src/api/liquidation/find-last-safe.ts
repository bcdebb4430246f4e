import { WAD } from "../../core/fixed-point.ts";

/** A verdict at a place that may move (a price, a factor, a number of seconds): whole steps, more than 0. */
export type Verdict = { at: bigint; isSafe: boolean; healthFactorWad: bigint | null };
export type Judge = (at: bigint) => Verdict;

/** A health factor is nearly linear in a price: so many guesses come close to where it is one. */
const GUESSES = 4;

/**
 * The safe place that is next to an unsafe one, between one of each, where the verdict turns once:
 * guessed, approached, bisected.
 */
export function findLastSafe(judge: Judge, safe: Verdict, unsafe: Verdict): bigint {
  const narrow = (at: bigint): Verdict => {
    const verdict = judge(at);
    if (verdict.isSafe) safe = verdict;
    else unsafe = verdict;
    return verdict;
  };
  for (let guess = 0; guess < GUESSES && distance(safe, unsafe) > 1n; guess++) {
    narrow(guessBetween(safe, unsafe));
  }
  approach(narrow, safe, unsafe);
  while (distance(safe, unsafe) > 1n) narrow((safe.at + unsafe.at) / 2n);
  return safe.at;
}

/**
 * Goes from the end whose health factor is nearer to one towards the other, in growing steps, until past
 * it. Health factors have 18 digits: within a 10^-18 of a price they say nothing.
 */
function approach(narrow: Judge, safe: Verdict, unsafe: Verdict): void {
  const [near, far] = fromOne(safe) <= fromOne(unsafe) ? [safe, unsafe] : [unsafe, safe];
  const sign = far.at > near.at ? 1n : -1n;
  const first = near.at / WAD + 1n;
  for (let step = first; step < distance(safe, unsafe); step *= 4n) {
    if (narrow(near.at + sign * step).isSafe !== near.isSafe) return;
  }
}

/**
 * Where the health factor would be one if it were linear in a price that falls, and its inverse in one
 * that rises; the middle where that says nothing.
 */
function guessBetween(safe: Verdict, unsafe: Verdict): bigint {
  const middle = (safe.at + unsafe.at) / 2n;
  const [above, below] = [safe.healthFactorWad, unsafe.healthFactorWad];
  if (above === null || below === null || above <= below) return middle;
  const way = ((safe.at - unsafe.at) * (WAD - below)) / (above - below);
  const guess = unsafe.at + (safe.at < unsafe.at ? (way * above) / WAD : way);
  const [low, high] = safe.at < unsafe.at ? [safe.at, unsafe.at] : [unsafe.at, safe.at];
  return guess > low && guess < high ? guess : middle;
}

function distance(a: Verdict, b: Verdict): bigint {
  return a.at > b.at ? a.at - b.at : b.at - a.at;
}

/** How far a health factor is from one. */
function fromOne({ healthFactorWad }: Verdict): bigint {
  if (healthFactorWad === null) return WAD;
  return healthFactorWad > WAD ? healthFactorWad - WAD : WAD - healthFactorWad;
}
