import type { AccountMarket } from "../../../core/position.ts";
import type { Price } from "../../pricing/price.ts";
import type { MarketValuer } from "./create-market-valuer.ts";
import { type MarketPart, marketPart } from "./market-part.ts";
import { releasedMarket } from "./released-market.ts";

/** What of each market counts outside of it, at some prices. */
export function marketParts(
  valueAt: MarketValuer,
  markets: readonly AccountMarket[],
  prices: ReadonlyMap<string, Price>,
): MarketPart[] {
  return markets.map((market) => {
    const released = releasedMarket(market);
    return marketPart(valueAt(market, prices), released && valueAt(released, prices));
  });
}
