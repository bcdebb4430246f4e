import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { Methodology, MethodologyPrice } from "../methodology/methodology.ts";

/** Assets whose prices are taken to move together. */
export type AssetGroup = { id: string; assets: ReadonlySet<AssetCaip19> };

/**
 * The assets of a methodology by the price that theirs comes of: of a derived or a backed price what
 * it is a rate of, and so on, so that ETH and what is staked of it are one group, named after the price.
 */
export function assetGroups({
  assets,
  prices,
}: Pick<Methodology, "assets" | "prices">): readonly AssetGroup[] {
  const byId = new Map(prices.map((price) => [price.id, price]));
  const groups = new Map<string, Set<AssetCaip19>>();
  for (const { asset, priceId } of assets) {
    const root = rootOf(byId, priceId);
    const group = groups.get(root) ?? new Set();
    groups.set(root, group.add(asset));
  }
  return [...groups].map(([id, assets]) => ({ id, assets })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function rootOf(byId: ReadonlyMap<string, MethodologyPrice>, priceId: string): string {
  const price = byId.get(priceId);
  const base = price?.derived?.basePriceId ?? price?.backing?.basePriceId;
  return base === undefined ? priceId : rootOf(byId, base);
}
