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

/**
 * The price of one asset at which the market's own verdict on the account turns, exact to the smallest
 * step: verdicts are asked for by bisection, so that the contract's rounding counts. The verdict of
 * every rule is monotonous in one price: collateral hurts by falling, debt by rising, and what is both
 * by one of the two.
 */
export function findLiquidationPrice(rule: MarketRule, asset: AssetCaip19): LiquidationPrice {
  const now = rule.prices.find((one) => one.asset === asset)?.price;
  if (now === undefined) return { state: "none" };
  const isSafe = (price: bigint) => !rule.judge(new Map([[asset, price]])).liquidatable;
  if (!isSafe(now)) return { state: "liquidatable" };

  // Halved and not at once zero: to some contracts a price of zero is no price.
  let safe = now;
  for (let price = now / 2n; price > 0n; price /= 2n) {
    if (!isSafe(price)) {
      return { state: "at", direction: "falling", price: bisect(isSafe, safe, price) };
    }
    safe = price;
  }
  safe = now;
  for (let price = now * 2n; price <= now << LARGEST_RISE_BITS; price *= 2n) {
    if (!isSafe(price)) {
      return { state: "at", direction: "rising", price: bisect(isSafe, safe, price) };
    }
    safe = price;
  }
  return { state: "none" };
}

/** The safe price that is next to an unsafe one, between one of each. */
function bisect(isSafe: (price: bigint) => boolean, safe: bigint, unsafe: bigint): bigint {
  while (safe - unsafe > 1n || unsafe - safe > 1n) {
    const middle = (safe + unsafe) / 2n;
    if (isSafe(middle)) safe = middle;
    else unsafe = middle;
  }
  return safe;
}
