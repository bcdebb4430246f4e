import type { ValuationRules } from "../../methodology/valuation-rules.ts";
import { countedWad, type MarketPart, type Piece } from "./market-part.ts";
import { sizeValueWad } from "./size-value-wad.ts";
import type { UnifiedTotals } from "./unified-value.ts";

/** A group's liquidity times this is the scale of its size discount: it binds from a tenth of the liquidity on. */
const SCALE_OF_LIQUIDITY = 10n;

/**
 * The markets' parts as one value: the lesser of what is locked and free at the methodology's rate, and
 * the sum over correlation groups of what can be sold of the group (`sizeValueWad`). Neither falls where
 * collateral is added or debt repaid.
 */
export function unifyParts(
  parts: readonly MarketPart[],
  rules: ValuationRules | undefined,
): UnifiedTotals {
  const lockedWad = sumOrNull(parts.map((part) => part.lockedWad));
  const freeWad = sumOrNull(parts.map((part) => part.freeWad));
  const pieces = parts.map((part) => part.pieces);
  if (rules === undefined || lockedWad === null || freeWad === null || pieces.includes(null)) {
    return { lockedWad, freeWad, unifiedWad: null };
  }
  const counted = countedWad(lockedWad, freeWad, rules.observedRateBps);
  const saleable = saleableWad(
    pieces.flatMap((ofMarket) => ofMarket ?? []),
    rules,
  );
  return { lockedWad, freeWad, unifiedWad: counted < saleable ? counted : saleable };
}

function saleableWad(pieces: readonly Piece[], rules: ValuationRules): bigint {
  const groupOf = new Map(
    rules.correlationGroups.flatMap((group) => group.priceIds.map((id) => [id, group] as const)),
  );
  let total = 0n;
  for (const [group, ofGroup] of Map.groupBy(pieces, ({ priceId }) => groupOf.get(priceId ?? ""))) {
    // Every price of an asset belongs to a group: what has none has no value either.
    if (group === undefined) continue;
    const of = (kind: Piece["enforceability"]) =>
      ofGroup.reduce((sum, piece) => (piece.enforceability === kind ? sum + piece.wad : sum), 0n);
    const counted = countedWad(of("locked"), of("observed"), rules.observedRateBps);
    const sized = sizeValueWad(counted, group.liquidityWad * SCALE_OF_LIQUIDITY);
    total += counted < sized ? counted : sized;
  }
  return total;
}

function sumOrNull(values: readonly (bigint | null)[]): bigint | null {
  let total = 0n;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}
