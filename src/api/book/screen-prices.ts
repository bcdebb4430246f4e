import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";

/** Below it, a step of an oracle with 8 decimals is a thousandth of the price. */
const LEAST_SCREENED_USD = 1e-5;

/**
 * Ballast's prices in USD of a whole token, in floating point; NaN where there is none, and where it is so
 * low that the exact verdict, which rounds to the oracle's step, may be another.
 */
export type ScreenPrices = {
  low(asset: AssetCaip19): number;
  mid(asset: AssetCaip19): number;
  high(asset: AssetCaip19): number;
};

/** The prices of a vector by the methodology in force there, for screening only. */
export function screenPrices(
  methodology: Pick<Methodology, "assets">,
  prices: ReadonlyMap<string, Price>,
): ScreenPrices {
  const priceOf = new Map(
    methodology.assets.map(({ asset, priceId }) => [asset, prices.get(priceId)]),
  );
  const number = (wad: bigint | null | undefined) => {
    const usd = wad == null ? Number.NaN : Number(wad) / 1e18;
    return usd >= LEAST_SCREENED_USD ? usd : Number.NaN;
  };
  return {
    low: (asset) => number(priceOf.get(asset)?.lowWad),
    mid: (asset) => number(priceOf.get(asset)?.midWad),
    high: (asset) => number(priceOf.get(asset)?.highWad),
  };
}
