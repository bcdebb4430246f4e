import type { MarketRule, PriceRule } from "../../core/market-rule.ts";
import { findLastSafe, type Judge } from "./find-last-safe.ts";

/** When interest alone makes an account fit for liquidation. */
export type SecondsToLiquidation =
  /** So many seconds after the block's time it is, one second before it is not. */
  | { state: "after"; seconds: bigint }
  /** Not within `HORIZON_SECONDS`. */
  | { state: "none" }
  | { state: "liquidatable" }
  /** No rates say how its amounts grow. */
  | { state: "unknown" };

/** Ten years of 365 days. */
export const HORIZON_SECONDS = 315_360_000n;
/** Around the turn roundings may make the verdict of a second another than that of the next. */
const NOISE_SECONDS = 32n;

/** A rule is of one account at one block, and is kept as long as what was read of them. */
const known = new WeakMap<PriceRule, SecondsToLiquidation>();

/**
 * The seconds after which a market's own verdict turns if nothing happens but that its contract's
 * interest grows at the rates of the block. What is owed grows faster the longer, and what is owned at
 * most evenly, so that the verdict turns once; only roundings make it turn to and fro, of which the
 * first turn within half a minute counts.
 */
export function secondsToLiquidation(rule: MarketRule | PriceRule): SecondsToLiquidation {
  const before = known.get(rule);
  if (before !== undefined) return before;
  const found = find(rule);
  known.set(rule, found);
  return found;
}

function find(rule: MarketRule | PriceRule): SecondsToLiquidation {
  const present = rule.judge({});
  if (present.liquidatable) return { state: "liquidatable" };
  if (present.healthFactorWad === null) return { state: "none" };
  const aged = "aged" in rule ? rule.aged : undefined;
  if (aged === undefined) return { state: "unknown" };
  // Places are more than 0: the first is the block itself.
  const judge: Judge = (at) => {
    const { liquidatable, healthFactorWad } = aged(at - 1n).judge({});
    return { at, isSafe: !liquidatable, healthFactorWad };
  };
  const now = judge(1n);
  if (!now.isSafe) return { state: "after", seconds: 0n };
  const last = judge(HORIZON_SECONDS + 1n);
  if (last.isSafe) return { state: "none" };
  let first = findLastSafe(judge, now, last) + 1n;
  const noisy = first - NOISE_SECONDS > 1n ? first - NOISE_SECONDS : 1n;
  for (let at = noisy; at < first; at++) {
    if (!judge(at).isSafe) first = at;
  }
  return { state: "after", seconds: first - 1n };
}
