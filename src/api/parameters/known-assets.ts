import type { Methodology, MethodologyAsset } from "../methodology/methodology.ts";

/** The methodology's assets by their CAIP-19 id. */
export function knownAssets({
  assets,
}: Pick<Methodology, "assets">): ReadonlyMap<string, MethodologyAsset> {
  return new Map(assets.map((asset) => [asset.asset as string, asset]));
}
