import { BPS, mulDivDown } from "../../../core/fixed-point.ts";
import type { ValuedMarket } from "../account-value.ts";

/** A value after haircuts, USD × 10^18, and the price that it moves with. */
export type Piece = { priceId: string | null; enforceability: "locked" | "observed"; wad: bigint };

/** What of a market counts outside of it. */
export type MarketPart = {
  lockedWad: bigint | null;
  freeWad: bigint | null;
  /** What it is made of before a market's debt limits it; null where one is not known. */
  pieces: readonly Piece[] | null;
};

const UNKNOWN: MarketPart = { lockedWad: null, freeWad: null, pieces: null };
const NOTHING: MarketPart = { lockedWad: 0n, freeWad: 0n, pieces: [] };

/**
 * @param market As it is.
 * @param released Its collateral as far as the market's rules would release it, all together; a position
 * of which that is not known has no value. Null where the market itself is not known.
 */
export function marketPart(market: ValuedMarket, released: ValuedMarket | null): MarketPart {
  if (market.passThrough === true) return NOTHING;
  const { adjustedWad } = market.totals;
  if (released === null || adjustedWad === null) return UNKNOWN;
  const pieces: Piece[] = [];
  for (const { kind, priceId, enforceability, adjustedWad: wad } of released.positions) {
    if (kind === "debt") continue;
    if (wad === null) return UNKNOWN;
    pieces.push({ priceId, enforceability, wad });
  }
  const lockedWad = smaller(sum(pieces, "locked"), adjustedWad);
  return {
    lockedWad,
    freeWad: smaller(sum(pieces, "observed"), adjustedWad - lockedWad),
    pieces,
  };
}

function sum(pieces: readonly Piece[], enforceability: Piece["enforceability"]): bigint {
  return pieces.reduce(
    (total, piece) => (piece.enforceability === enforceability ? total + piece.wad : total),
    0n,
  );
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Locked in full, what is only observed at the rate, rounded down. */
export function countedWad(lockedWad: bigint, observedWad: bigint, rateBps: number): bigint {
  return lockedWad + mulDivDown(observedWad, BigInt(rateBps), BPS);
}
