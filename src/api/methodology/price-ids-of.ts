import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { Methodology } from "./methodology.ts";

/** By which price each asset, and each instrument, is valued. */
export function priceIdsOf({
  assets,
  instruments = [],
}: Pick<Methodology, "assets" | "instruments">): ReadonlyMap<AssetCaip19, string> {
  return new Map([
    ...instruments.map(({ instrument, priceId }) => [instrument, priceId] as const),
    ...assets.map(({ asset, priceId }) => [asset, priceId] as const),
  ]);
}
