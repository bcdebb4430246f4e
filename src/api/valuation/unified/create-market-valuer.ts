import type { AccountMarket } from "../../../core/position.ts";
import type { Methodology } from "../../methodology/methodology.ts";
import type { Price } from "../../pricing/price.ts";
import type { ValuedMarket } from "../account-value.ts";
import { countedAssets } from "../counted-assets.ts";
import { totalMarket, unknownTotals } from "../total-values.ts";
import { valuePosition } from "../value-position.ts";

export type MarketValuer = (
  market: AccountMarket,
  prices: ReadonlyMap<string, Price>,
) => ValuedMarket;

/** Values markets one by one; what has no price has no value. */
export function createMarketValuer(
  methodology: Pick<Methodology, "assets" | "riskProfiles">,
): MarketValuer {
  const counted = countedAssets(methodology);
  return (market, prices) => {
    const positions = market.positions.map((position) => {
      const { asset, profile } = counted.get(position.asset) ?? {};
      const price = asset === undefined ? undefined : prices.get(asset.priceId);
      return valuePosition({ position, asset, profile, price });
    });
    const totals = market.debtUnknown === true ? unknownTotals : totalMarket(positions);
    return { ...market, positions, totals };
  };
}
