import type { PriceRules } from "../methodology/price-rules.ts";
import type { Piece } from "./price-state.ts";

const HOUR_BPS = 10_000n * 3_600n;

/**
 * Rule R8: the highest low side that its own past allows: the least, over every low within the
 * window, of ⌊low · (1 + burst + rate · time since it was last in force)⌋. Falls lower it at once, rises are
 * limited, and what has stood for the whole window passes. Null without a past.
 *
 * It is the envelope that Mango's StablePriceModel approximates by recursion, with a memory that
 * ends: 0.04 held until half an hour ago allows 0.0412 at 6 % an hour.
 */
export function riseLimitWad(
  lows: readonly Piece[],
  { burstBps, bpsPerHour, windowSeconds }: NonNullable<PriceRules["rise"]>,
  timeSeconds: number,
): bigint | null {
  let limit: bigint | null = null;
  for (const { valueWad, untilSeconds } of lows) {
    const elapsed = timeSeconds - untilSeconds;
    if (elapsed > windowSeconds) continue;
    const rise = burstBps * 3_600 + bpsPerHour * elapsed;
    const allowed = (valueWad * (HOUR_BPS + BigInt(rise))) / HOUR_BPS;
    if (limit === null || allowed < limit) limit = allowed;
  }
  return limit;
}

/**
 * The lows with one more. Those that it undercuts, and those that have left the window, can never be
 * the least again.
 */
export function withLow(
  lows: readonly Piece[],
  low: Piece,
  { windowSeconds }: NonNullable<PriceRules["rise"]>,
): readonly Piece[] {
  const kept = lows.filter(
    (one) => one.valueWad < low.valueWad && low.untilSeconds - one.untilSeconds <= windowSeconds,
  );
  kept.push(low);
  return kept;
}
