import type { AccountMarket } from "../../../core/position.ts";
import type { Methodology } from "../../methodology/methodology.ts";
import type { Price } from "../../pricing/price.ts";
import type { ValuedMarket } from "../account-value.ts";
import { totalAccount } from "../total-values.ts";
import { createMarketValuer, type MarketValuer } from "./create-market-valuer.ts";
import { independentPrices, independentVerdictOf } from "./independent-verdict.ts";
import { marketPart } from "./market-part.ts";
import { marketParts } from "./market-parts.ts";
import { releasedMarket } from "./released-market.ts";
import type { UnifiedValue } from "./unified-value.ts";
import { unifyParts } from "./unify-parts.ts";
import { type Valuation, valueBounds } from "./value-bounds.ts";
import { weakestLink } from "./weakest-link.ts";

type Rules = Pick<Methodology, "assets" | "instruments" | "riskProfiles" | "prices" | "valuation">;

/**
 * An account's markets as one value with its bounds, beside each market's verdict by independent prices.
 * Pure: docs/valuation.md has the rules.
 */
export function unifyAccount(parameters: {
  markets: readonly AccountMarket[];
  /** What the account has at the newest final blocks; null where the answer's blocks are final. */
  finalMarkets: readonly AccountMarket[] | null | "unknown";
  /** Every price of the methodology at the answer's vector. */
  prices: ReadonlyMap<string, Price>;
  methodology: Rules;
  /** From the evaluation time to the present; 0 for an answer about the past. */
  lagSeconds: number;
}): UnifiedValue {
  const { markets, finalMarkets, prices, methodology, lagSeconds } = parameters;
  const { valuation } = methodology;
  const independent = independentPrices({ prices, methodology, lagSeconds });
  const { doubts } = independent;
  const valueAt = createMarketValuer(methodology);
  const parts = marketParts(valueAt, markets, prices);
  const netOf = createValuation(valueAt, (valued) => totalAccount(valued).netWad);
  const unifiedOf = createValuation(
    valueAt,
    (valued, released) =>
      unifyParts(
        valued.map((market, index) => marketPart(market, released[index] ?? null)),
        valuation,
      ).unifiedWad,
  );
  const bounds = (of: (markets: readonly AccountMarket[]) => Valuation) =>
    valueBounds({
      value: of(markets),
      finalValue:
        finalMarkets === null || finalMarkets === "unknown" ? finalMarkets : of(finalMarkets),
      ...{ prices, doubts },
    });
  return {
    totals: unifyParts(parts, valuation),
    markets: markets.map((market, index) => ({
      lockedWad: parts[index]!.lockedWad,
      freeWad: parts[index]!.freeWad,
      independent: independentVerdictOf(market, independent),
    })),
    weakestLink: weakestLink(markets),
    bounds:
      valuation === undefined
        ? { net: null, unified: null }
        : { net: bounds(netOf), unified: bounds(unifiedOf) },
  };
}

/** What of an account counts in its totals, and what of its positions its markets would release. */
function createValuation(
  valueAt: MarketValuer,
  total: (
    valued: readonly ValuedMarket[],
    released: readonly (ValuedMarket | null)[],
  ) => bigint | null,
): (markets: readonly AccountMarket[]) => Valuation {
  return (markets) => {
    const own = markets.filter(({ passThrough }) => passThrough !== true);
    const staying = own.map(withoutPending);
    const released = own.map(releasedMarket);
    const stayingReleased = staying.map(releasedMarket);
    return (prices, { withoutPending }) =>
      total(
        (withoutPending ? staying : own).map((market) => valueAt(market, prices)),
        (withoutPending ? stayingReleased : released).map((one) => one && valueAt(one, prices)),
      );
  };
}

/** Without what the account has asked back, which may leave at any time from then on. */
function withoutPending(market: AccountMarket): AccountMarket {
  if (market.positions.every(({ availableAtSeconds }) => availableAtSeconds === undefined)) {
    return market;
  }
  const positions = market.positions.filter(
    ({ availableAtSeconds }) => availableAtSeconds === undefined,
  );
  return { ...market, positions };
}
