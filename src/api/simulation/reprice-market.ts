import type { AssetCaip19 } from "../../core/identifiers.ts";
import type {
  MarketRule,
  PriceRule,
  RuleAction,
  RuleAsset,
  RulePrice,
} from "../../core/market-rule.ts";
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
  const amounts = amountsAfter(rule.assets, actions);
  const prices = rule.assets.flatMap(({ price }) => price ?? []);
  return movedPrices(prices, factorOf, (moved) => rule.judge({ ...amounts, prices: moved }));
}

/**
 * The same of a rule that judges prices alone; null where a price that it depends on, and that cannot be
 * another, would change.
 */
export function repricedByPrices(
  { prices, fixedPrices = [], judge }: PriceRule,
  factorOf: FactorOf,
): ReadonlyMap<AssetCaip19, bigint> | null {
  const isMoved = ({ numerator, denominator }: PriceFactor) => numerator !== denominator;
  if (fixedPrices.some((asset) => isMoved(factorOf(asset)))) return null;
  return movedPrices(prices, factorOf, (moved) => judge({ prices: moved }));
}

function movedPrices(
  prices: readonly RulePrice[],
  factorOf: FactorOf,
  judge: (prices: ReadonlyMap<AssetCaip19, bigint>) => MarketHealth,
): ReadonlyMap<AssetCaip19, bigint> {
  const moved = new Map<AssetCaip19, bigint>();
  for (const { asset, price, unit } of prices) {
    const own = factorOf(asset);
    const ofUnit = unit === null ? UNCHANGED : factorOf(unit);
    const numerator = price * own.numerator * ofUnit.denominator;
    const denominator = own.denominator * ofUnit.numerator;
    const lower = atLeastOne(numerator / denominator);
    if (lower === price && numerator % denominator === 0n) continue;
    const upper = atLeastOne((numerator + denominator - 1n) / denominator);
    const at = (value: bigint) => judge(new Map([[asset, value]]));
    moved.set(asset, upper !== lower && isWorse(at(upper), at(lower)) ? upper : lower);
  }
  return moved;
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
