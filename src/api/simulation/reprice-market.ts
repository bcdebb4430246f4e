import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RuleAction, RuleAsset } from "../../core/market-rule.ts";
import type { MarketHealth } from "../../core/position.ts";
import { type PriceFactor, UNCHANGED } from "./price-factor.ts";

export type FactorOf = (asset: AssetCaip19) => PriceFactor;

/**
 * The prices of a market's own oracle in the proportion in which its assets' prices change, in the
 * oracle's unit: the asset's change over that of the unit. What is between two steps of that unit goes
 * to the one at which the account is worse off with what it will have and owe; at least 1.
 */
export function repricedBy(
  rule: MarketRule,
  factorOf: FactorOf,
  actions: readonly RuleAction[],
): ReadonlyMap<AssetCaip19, bigint> {
  const { assets } = rule;
  const amounts = amountsAfter(assets, actions);
  const judgeAt = (asset: AssetCaip19, price: bigint) =>
    rule.judge({ ...amounts, prices: new Map([[asset, price]]) });
  const prices = new Map<AssetCaip19, bigint>();
  for (const { asset, price } of assets) {
    if (price === null) continue;
    const own = factorOf(asset);
    const unit = price.unit === null ? UNCHANGED : factorOf(price.unit);
    const numerator = price.price * own.numerator * unit.denominator;
    const denominator = own.denominator * unit.numerator;
    const lower = atLeastOne(numerator / denominator);
    if (lower === price.price && numerator % denominator === 0n) continue;
    const upper = atLeastOne((numerator + denominator - 1n) / denominator);
    const isWorseAbove = upper !== lower && isWorse(judgeAt(asset, upper), judgeAt(asset, lower));
    prices.set(asset, isWorseAbove ? upper : lower);
  }
  return prices;
}

/** What the account would have and owe in all, of what the market can judge. */
function amountsAfter(assets: readonly RuleAsset[], actions: readonly RuleAction[]) {
  const collateral = new Map<AssetCaip19, bigint>();
  const debt = new Map<AssetCaip19, bigint>();
  for (const { asset, supplied, owed, price } of assets) {
    if (price === null) continue;
    const sum = (kind: RuleAction["kind"]) =>
      actions
        .filter((one) => one.asset === asset && one.kind === kind)
        .reduce((total, { amount }) => total + amount, 0n);
    const isActedOn = actions.some((one) => one.asset === asset);
    if (!isActedOn) continue;
    collateral.set(asset, notNegative(supplied + sum("deposit") - sum("withdraw")));
    debt.set(asset, notNegative(owed + sum("borrow") - sum("repay")));
  }
  return { collateral, debt };
}

function isWorse(a: MarketHealth, b: MarketHealth): boolean {
  if (a.healthFactorWad === null || b.healthFactorWad === null) return a.healthFactorWad !== null;
  return a.healthFactorWad < b.healthFactorWad;
}

function notNegative(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}

function atLeastOne(price: bigint): bigint {
  return price === 0n ? 1n : price;
}
