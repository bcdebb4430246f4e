import type { RateCap } from "../../core/rate-observation.ts";

const YEAR_SECONDS = 31_536_000n;
const GROWTH_SCALE = 1_000_000n;
/** Growth from an older snapshot explains too much: Aave's adapter refuses one as well. */
const OLDEST_SNAPSHOT_SECONDS = 180 * 86_400;

/**
 * The highest rate that growth explains, × 10^18, rounded down; null where the snapshot is of the
 * future or older than 180 days and so bounds nothing. Formula of Aave's PriceCapAdapterBase:
 * growth per second = ⌊snapshot · bps · 10^6 / 10^4 / 31,536,000⌋, cap = ⌊snapshot + growth · seconds / 10^6⌋.
 */
export function rateCapWad(
  { snapshotWad, snapshotSeconds, growthBpsPerYear }: RateCap,
  timeSeconds: number,
): bigint | null {
  const elapsed = timeSeconds - snapshotSeconds;
  if (elapsed < 0 || elapsed > OLDEST_SNAPSHOT_SECONDS) return null;
  const growth = (snapshotWad * BigInt(growthBpsPerYear) * GROWTH_SCALE) / 10_000n / YEAR_SECONDS;
  return snapshotWad + (growth * BigInt(elapsed)) / GROWTH_SCALE;
}

/**
 * Rule R16 for a cap: its snapshot must be the rate that we indexed ourselves for its time. Null
 * where it is, otherwise what is wrong.
 */
export function snapshotProblem(cap: RateCap, indexedRateWad: bigint): string | null {
  if (cap.snapshotWad === indexedRateWad) return null;
  return `The cap's snapshot is ${cap.snapshotWad} at ${cap.snapshotSeconds}, but the indexed rate was ${indexedRateWad}.`;
}
