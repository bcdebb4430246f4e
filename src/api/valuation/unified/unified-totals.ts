import type { AccountMarket } from "../../../core/position.ts";
import type { Methodology } from "../../methodology/methodology.ts";
import type { Price } from "../../pricing/price.ts";
import { createMarketValuer } from "./create-market-valuer.ts";
import { marketParts } from "./market-parts.ts";
import type { UnifiedTotals } from "./unified-value.ts";
import { unifyParts } from "./unify-parts.ts";

/** The totals of `unifyAccount` alone, without verdicts and bounds; takes the positions' prices only. */
export function unifiedTotals(parameters: {
  markets: readonly AccountMarket[];
  prices: ReadonlyMap<string, Price>;
  methodology: Pick<Methodology, "assets" | "riskProfiles" | "valuation">;
}): UnifiedTotals {
  const { markets, prices, methodology } = parameters;
  const valueAt = createMarketValuer(methodology);
  return unifyParts(marketParts(valueAt, markets, prices), methodology.valuation);
}
