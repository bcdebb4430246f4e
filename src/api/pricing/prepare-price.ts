import type { MethodologyFeed, MethodologyPrice, PricePolicy } from "../methodology/methodology.ts";
import { groupByUpstream } from "./group-by-upstream.ts";
import { pricesNeededBy } from "./order-prices.ts";

/** What of a price's rules does not depend on time: worked out once for many evaluations. */
export type PreparedPrice = {
  price: MethodologyPrice;
  policy: PricePolicy;
  /** In the order of their ids. */
  feeds: readonly MethodologyFeed[];
  /** Vote group of each of `feeds`. */
  groups: readonly number[];
  /** Ids of the prices that this one is made of. */
  parts: readonly string[];
  /** Independent upstreams that are configured, and the votes that make a quorum of them. */
  configured: number;
  needed: number;
};

export function preparePrice(price: MethodologyPrice, policy: PricePolicy): PreparedPrice {
  const groups = groupByUpstream(price.feeds);
  const feeds = price.feeds.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const configured = new Set(groups.values()).size;
  return {
    price,
    policy,
    feeds,
    groups: feeds.map((feed) => groups.get(feed.id) ?? 0),
    parts: pricesNeededBy(price),
    configured,
    needed: Math.floor(configured / 2) + 1,
  };
}
