import { LEAST_SCREENED_SUM } from "../../protocols/holdings-reader.ts";

/** What a screened health factor may be wrong by: more than twice what each of its two sums may be. */
const RELATIVE_ERROR = 2.5e-3;

export type HealthBounds = { lower: number; upper: number };

const UNKNOWN: HealthBounds = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** Whether the verdicts of two screened health factors may be different ones. */
export function mayDiffer(oracle: HealthBounds, ownHealth: number): boolean {
  if (!Number.isFinite(ownHealth)) return true;
  const [lower, upper] = [ownHealth * (1 - RELATIVE_ERROR), ownHealth * (1 + RELATIVE_ERROR)];
  const areSafe = oracle.lower > 1 && lower > 1;
  const areUnsafe = oracle.upper < 1 && upper < 1;
  return !areSafe && !areUnsafe;
}

/**
 * Between which values the exact health factor is, by a market's screened sums: weighted collateral
 * and debt. Infinite where the sums do not say; null where nothing is owed.
 */
export function healthBounds(collateral: number, debt: number): HealthBounds | null {
  if (debt === 0) return null;
  if (!(debt >= LEAST_SCREENED_SUM) || Number.isNaN(collateral)) return UNKNOWN;
  const health = collateral / debt;
  return {
    lower:
      collateral >= LEAST_SCREENED_SUM ? health * (1 - RELATIVE_ERROR) : Number.NEGATIVE_INFINITY,
    upper: Math.max(collateral, LEAST_SCREENED_SUM) * ((1 + RELATIVE_ERROR) / debt),
  };
}
