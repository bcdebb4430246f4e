import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule } from "../../core/market-rule.ts";

type Probe = { amount: bigint; slack: bigint };

/** The slack is nearly linear in the amount: so many guesses come close to where it is nothing. */
const GUESSES = 4;

/**
 * The most of an asset that the market's own test lets out, all else as it is, in raw units: one more
 * and the contract refuses. Found by asking the test alone, so that the contract's rounding counts.
 */
export function findLargestRelease(
  rule: MarketRule,
  { asset, supplied }: { asset: AssetCaip19; supplied: bigint },
): bigint {
  if (supplied === 0n) return 0n;
  const probe = (amount: bigint): Probe => ({ amount, slack: rule.releaseSlack(asset, amount) });
  let refused = probe(supplied);
  if (refused.slack >= 0n) return supplied;
  let allowed = probe(1n);
  if (allowed.slack < 0n) return 0n;
  const narrow = (amount: bigint): boolean => {
    const found = probe(amount);
    if (found.slack >= 0n) allowed = found;
    else refused = found;
    return found.slack >= 0n;
  };
  const distance = () => refused.amount - allowed.amount;
  for (let guess = 0; guess < GUESSES && distance() > 1n; guess++) {
    const way = (distance() * allowed.slack) / (allowed.slack - refused.slack);
    narrow(allowed.amount + (way === 0n ? 1n : way));
  }
  for (let step = 1n; step < distance() && narrow(allowed.amount + step); step *= 4n);
  while (distance() > 1n) narrow((allowed.amount + refused.amount) / 2n);
  return allowed.amount;
}
