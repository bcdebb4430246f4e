import { BPS, WAD } from "../../../core/fixed-point.ts";
import type { AssetCaip19 } from "../../../core/identifiers.ts";
import type { PriceRule, RulePrice } from "../../../core/market-rule.ts";
import type { AccountMarket, MarketHealth } from "../../../core/position.ts";
import type { Methodology } from "../../methodology/methodology.ts";
import { priceIdsOf } from "../../methodology/price-ids-of.ts";
import type { Price } from "../../pricing/price.ts";
import { doubtedSides, type PriceDoubt, priceDoubts } from "../price-doubt.ts";
import type { IndependentVerdict, PriceDivergence } from "./unified-value.ts";

/** Ballast's prices by asset or instrument, with what they leave to doubt. */
export type IndependentPrices = {
  priceIds: ReadonlyMap<AssetCaip19, string>;
  prices: ReadonlyMap<string, Price>;
  doubts: ReadonlyMap<string, PriceDoubt>;
};

/** What Ballast's prices at a vector say of everything that the methodology prices. */
export function independentPrices(parameters: {
  prices: ReadonlyMap<string, Price>;
  methodology: Pick<Methodology, "assets" | "instruments" | "prices" | "valuation">;
  /** From the evaluation time to the present; 0 for an answer about the past. */
  lagSeconds: number;
}): IndependentPrices {
  const { prices, methodology, lagSeconds } = parameters;
  const { valuation: rules } = methodology;
  return {
    priceIds: priceIdsOf(methodology),
    prices,
    doubts:
      rules === undefined
        ? new Map()
        : priceDoubts({
            ...{ prices, rules, lagSeconds },
            madeOf: new Map(methodology.prices.map((price) => [price.id, price])),
          }),
  };
}

/** Undefined where the market has no rule on the account, or no verdict of its own. */
export function independentVerdictOf(
  { rule, priceRule, health }: Pick<AccountMarket, "rule" | "priceRule" | "health">,
  independent: IndependentPrices,
): IndependentVerdict | undefined {
  const byPrices = rule ?? priceRule;
  return byPrices === undefined || health === null
    ? undefined
    : independentVerdict(byPrices, health, independent);
}

type Side = "low" | "mid" | "high";

/**
 * A market's rule at Ballast's prices: mid, and for the bounds every price at the side, as far off as its
 * doubts together go, that is worse (better) for the account when it moves alone.
 */
function independentVerdict(
  rule: PriceRule,
  health: MarketHealth,
  independent: IndependentPrices,
): IndependentVerdict {
  const at = (side: Side) =>
    rule.prices.map((rulePrice) => oraclePriceOf(rulePrice, side, independent));
  const mids = at("mid");
  const prices = rule.prices.map((rulePrice, index): PriceDivergence => {
    const ballastPrice = mids[index] ?? null;
    const differenceBps =
      ballastPrice === null ? null : ((rulePrice.price - ballastPrice) * BPS) / ballastPrice;
    const priceId = independent.priceIds.get(rulePrice.asset) ?? null;
    return { rulePrice, priceId, ballastPrice, differenceBps };
  });
  const known = mids.filter((mid) => mid !== null);
  if (known.length < mids.length || rule.fixedPrices !== undefined) {
    return {
      ...{ health: null, differs: "unknown", prices },
      ...{ lowerHealthFactorWad: null, upperHealthFactorWad: null },
    };
  }
  const judge = (values: readonly bigint[]) =>
    rule.judge({ prices: new Map(rule.prices.map(({ asset }, index) => [asset, values[index]!])) });
  const own = judge(known);
  const sides = [at("low"), at("high")].map((side) => side.map((value, i) => value ?? known[i]!));
  const bound = (isBetter: (a: bigint, b: bigint) => boolean): bigint | null => {
    if (own.healthFactorWad === null) return null;
    let best = [...known];
    for (const index of known.keys()) {
      const [low, high] = sides.map((side) => {
        const values = [...best];
        values[index] = side[index]!;
        return { values, factor: judge(values).healthFactorWad };
      });
      // A price that moves no debt away leaves a health factor.
      if (low?.factor == null || high?.factor == null) continue;
      best = isBetter(low.factor, high.factor) ? low.values : high.values;
    }
    const found = judge(best).healthFactorWad;
    return found !== null && isBetter(own.healthFactorWad, found) ? own.healthFactorWad : found;
  };
  return {
    health: own,
    differs: differs(health, own),
    prices,
    lowerHealthFactorWad: bound((a, b) => a < b),
    upperHealthFactorWad: bound((a, b) => a > b),
  };
}

function differs(protocol: MarketHealth, own: MarketHealth): IndependentVerdict["differs"] {
  if (protocol.liquidatable === own.liquidatable) return "no";
  return protocol.liquidatable ? "protocol-only" : "independent-only";
}

/**
 * Ballast's price of an asset in the unit of a market's oracle, rounded down to its step; null where
 * Ballast has none, or it is less than a step.
 */
function oraclePriceOf(
  { asset, unit, perToken }: RulePrice,
  side: Side,
  independent: IndependentPrices,
): bigint | null {
  const worth = priceWad(asset, side, independent);
  const unitWorth = unit === null ? WAD : priceWad(unit, opposite(side), independent);
  if (worth === null || unitWorth === null || unitWorth === 0n || perToken.numerator === 0n) {
    return null;
  }
  const price = (worth * perToken.denominator) / (unitWorth * perToken.numerator);
  return price > 0n ? price : null;
}

/** What is counted in another asset is low where that one is high. */
function opposite(side: Side): Side {
  return side === "mid" ? "mid" : side === "low" ? "high" : "low";
}

function priceWad(
  asset: AssetCaip19,
  side: Side,
  { priceIds, prices, doubts }: IndependentPrices,
): bigint | null {
  const priceId = priceIds.get(asset);
  const price = priceId === undefined ? undefined : prices.get(priceId);
  if (priceId === undefined || price === undefined) return null;
  if (side === "mid") return price.midWad;
  const doubt = doubts.get(priceId);
  const all = doubt === undefined ? 0n : Object.values(doubt).reduce((sum, one) => sum + one, 0n);
  const { lowWad, highWad } = doubtedSides(price, all);
  return side === "low" ? lowWad : highWad;
}
