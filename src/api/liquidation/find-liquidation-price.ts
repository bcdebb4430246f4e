import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { PriceRule } from "../../core/market-rule.ts";
import { findLastSafe, type Judge } from "./find-last-safe.ts";

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
 * step: found by asking for verdicts alone, so that the contract's rounding counts. The verdict of
 * every rule is monotonous in one price: collateral hurts by falling, debt by rising, and what is both
 * by one of the two.
 */
export function findLiquidationPrice(rule: PriceRule, asset: AssetCaip19): LiquidationPrice {
  const now = rule.prices.find((one) => one.asset === asset)?.price;
  if (now === undefined) return { state: "none" };
  const judge: Judge = (price) => {
    const { liquidatable, healthFactorWad } = rule.judge({ prices: new Map([[asset, price]]) });
    return { at: price, isSafe: !liquidatable, healthFactorWad };
  };
  const present = judge(now);
  if (!present.isSafe) return { state: "liquidatable" };
  // Not zero: to some contracts that is no price.
  const lowest = judge(1n);
  if (!lowest.isSafe)
    return { state: "at", direction: "falling", price: findLastSafe(judge, present, lowest) };
  if (judge(now << LARGEST_RISE_BITS).isSafe) return { state: "none" };
  let safe = present;
  let higher = judge(now * 2n);
  for (; higher.isSafe; higher = judge(higher.at * 2n)) safe = higher;
  return { state: "at", direction: "rising", price: findLastSafe(judge, safe, higher) };
}
