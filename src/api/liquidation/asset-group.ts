import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { Methodology } from "../methodology/methodology.ts";

/** Assets whose prices are taken to move together. */
export type AssetGroup = { id: string; assets: ReadonlySet<AssetCaip19> };

/** The correlation groups of a methodology as assets, by id; none of one that is older than these groups. */
export function assetGroups({
  assets,
  valuation,
}: Pick<Methodology, "assets" | "valuation">): readonly AssetGroup[] {
  return (valuation?.correlationGroups ?? [])
    .map(({ id, priceIds }) => ({
      id,
      assets: new Set(
        assets.filter(({ priceId }) => priceIds.includes(priceId)).map(({ asset }) => asset),
      ),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
