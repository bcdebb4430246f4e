import { BPS } from "../../core/fixed-point.ts";
import type { PriceRule, RulePrice } from "../../core/market-rule.ts";
import { findLiquidationPrice, type LiquidationPrice } from "./find-liquidation-price.ts";

/** How far the price of one asset of a market may go, in the market's oracle's unit and in people's. */
export type AssetLiquidationPrice = {
  rulePrice: RulePrice;
  found: LiquidationPrice;
  /** From the price as it is to the last safe one, rounded down; null where there is none. */
  distanceBps: bigint | null;
  /** The last safe price of a whole token × 10^18, rounded to the safe side. */
  perTokenWad: bigint | null;
};

/** A rule is of one account at one block, and is kept as long as what was read of them. */
const found = new WeakMap<PriceRule, readonly AssetLiquidationPrice[]>();

/** Of every price that a market's verdict on an account depends on, each moving alone. */
export function liquidationPrices(rule: PriceRule): readonly AssetLiquidationPrice[] {
  const known = found.get(rule);
  if (known !== undefined) return known;
  const prices = findAll(rule);
  found.set(rule, prices);
  return prices;
}

function findAll(rule: PriceRule): AssetLiquidationPrice[] {
  return rule.prices.map((rulePrice) => {
    const found = findLiquidationPrice(rule, rulePrice.asset);
    if (found.state !== "at") return { rulePrice, found, distanceBps: null, perTokenWad: null };
    const { price: now } = rulePrice;
    const way = found.price > now ? found.price - now : now - found.price;
    const rounding = found.direction === "falling" ? "up" : "down";
    return {
      ...{ rulePrice, found },
      distanceBps: (way * BPS) / now,
      perTokenWad: perTokenWad(rulePrice, found.price, rounding),
    };
  });
}

/** A price of the oracle's as units per whole token × 10^18. */
function perTokenWad(
  { perToken: { numerator, denominator } }: Pick<RulePrice, "perToken">,
  price: bigint,
  rounding: "up" | "down",
): bigint {
  const scaled = price * numerator * 10n ** 18n;
  return rounding === "down" ? scaled / denominator : (scaled + denominator - 1n) / denominator;
}
