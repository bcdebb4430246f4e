import { BPS, mulDivDown, mulDivUp } from "../../core/fixed-point.ts";
import type { Price } from "../pricing/price.ts";

/** By what a price is multiplied: numerator / denominator, both above 0. */
export type PriceFactor = { numerator: bigint; denominator: bigint };

export const UNCHANGED: PriceFactor = { numerator: 1n, denominator: 1n };

/** @param changeBps More than -10,000. */
export function factorOfChange(changeBps: number): PriceFactor {
  return { numerator: BPS + BigInt(changeBps), denominator: BPS };
}

/** A price with all three values multiplied: low and middle rounded down, high up. */
export function multiplyPrice(price: Price, { numerator, denominator }: PriceFactor): Price {
  const down = (wad: bigint | null) =>
    wad === null ? null : mulDivDown(wad, numerator, denominator);
  return {
    ...price,
    lowWad: down(price.lowWad),
    midWad: down(price.midWad),
    highWad: price.highWad === null ? null : mulDivUp(price.highWad, numerator, denominator),
  };
}
