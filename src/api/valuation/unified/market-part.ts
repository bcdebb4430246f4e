import { BPS, mulDivDown } from "../../../core/fixed-point.ts";
import type { ValuedMarket, ValuedPosition } from "../account-value.ts";

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
 * @param released Raw units of each position, in their order, that the market's rules would release, all
 * of them together; null where that is not known.
 */
export function marketPart(market: ValuedMarket, released: readonly (bigint | null)[]): MarketPart {
  if (market.passThrough === true) return NOTHING;
  if (market.debtUnknown === true) return UNKNOWN;
  const pieces: Piece[] = [];
  for (const [index, position] of market.positions.entries()) {
    if (position.kind === "debt") continue;
    const wad = releasedWad(position, released[index] ?? null);
    if (wad === null) return UNKNOWN;
    pieces.push({ priceId: position.priceId, enforceability: position.enforceability, wad });
  }
  const { adjustedWad } = market.totals;
  if (adjustedWad === null) return UNKNOWN;
  const lockedWad = sum(pieces, "locked");
  const releasableWad = sum(pieces, "observed");
  const uncommitted = adjustedWad - lockedWad;
  return {
    lockedWad: lockedWad < adjustedWad ? lockedWad : adjustedWad,
    freeWad: smaller(releasableWad, uncommitted > 0n ? uncommitted : 0n),
    pieces,
  };
}

/** The part of a position's value after its haircut that so many of its units have. */
function releasedWad(position: ValuedPosition, released: bigint | null): bigint | null {
  const { amount, adjustedWad } = position;
  if (released === null || adjustedWad === null) return released === 0n ? 0n : null;
  if (amount === 0n) return 0n;
  return mulDivDown(adjustedWad, released < amount ? released : amount, amount);
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
