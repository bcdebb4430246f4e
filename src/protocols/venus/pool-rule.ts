import type { Address } from "viem";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RuleAsset, RulePrice } from "../../core/market-rule.ts";
import type { AccountMarket } from "../../core/position.ts";
import { agedStanding } from "./aged-standing.ts";
import { enteredHoldings, judge } from "./judge-account.ts";
import { act, redemptionSlack, withoutSupply } from "./pool-actions.ts";
import {
  canEnter,
  type Holding,
  holdingOf,
  owedAmount,
  type PoolStanding,
  suppliedAmount,
  withTotals,
} from "./pool-standing.ts";
import { accountHealth } from "./valuation.ts";

/**
 * The Comptroller's rule on an account in a pool. The oracle states USD × 10^(36 − decimals) per whole
 * token; listed twice, an asset has one price, and amounts of it are those of the vToken in which the
 * account has something. A first deposit is taken to enter its market.
 */
export function poolRule(
  standing: PoolStanding,
  marketOf: (standing: PoolStanding) => AccountMarket,
): MarketRule {
  const { holdings, prices } = standing;
  const requireHolding = (asset: AssetCaip19): Holding => {
    const holding = holdingOf(standing, asset);
    if (holding === undefined) throw new RangeError(`${asset} is not in the pool.`);
    return holding;
  };
  const pricedAt = (others: ReadonlyMap<AssetCaip19, bigint> | undefined): PoolStanding => {
    if (others === undefined || others.size === 0) return standing;
    const repriced = new Map<Address, bigint | null>(prices);
    for (const holding of holdings) {
      const price = others.get(assetOf(standing, holding));
      if (price !== undefined) repriced.set(holding.market.vToken.token, price);
    }
    return { ...standing, prices: repriced };
  };
  return {
    prices: pricesOf(standing),
    get assets() {
      return assetsOf(standing);
    },
    judge({ prices: others, collateral, debt }) {
      const changed = withTotals(pricedAt(others), { collateral, debt });
      const { sums } = judge(changed.holdings, changed.prices);
      if (sums === null) throw new RangeError("A pool that had a verdict has none.");
      return accountHealth(sums);
    },
    releaseSlack: (asset, amount) =>
      redemptionSlack(standing, { holding: requireHolding(asset), amount }),
    released: (asset, amount) =>
      poolRule(withoutSupply(standing, { holding: requireHolding(asset), amount }), marketOf),
    aged:
      agedStanding(standing, 0n) === null
        ? undefined
        : (seconds) => poolRule(agedStanding(standing, seconds) ?? standing, marketOf),
    repriced: (others) => marketOf(pricedAt(others)),
    attempt({ kind, asset, amount }) {
      const holding = requireHolding(asset);
      if (amount <= 0n) throw new RangeError(`${amount} is no amount to ${kind}.`);
      const acted = act(standing, { kind, amount, holding });
      return acted.refusal === null
        ? { refusal: null, after: marketOf(acted.after) }
        : { refusal: acted.refusal, after: marketOf(standing) };
    },
  };
}

function assetOf({ chainId }: PoolStanding, { market }: Holding): AssetCaip19 {
  return assetCaip19(chainId, market.underlying.token);
}

function pricesOf(standing: PoolStanding): RulePrice[] {
  const stated = new Map<AssetCaip19, RulePrice>();
  for (const holding of enteredHoldings(standing.holdings)) {
    const price = priceOf(standing, holding);
    if (price !== null) stated.set(price.asset, price);
  }
  return [...stated.values()];
}

function priceOf(standing: PoolStanding, holding: Holding): RulePrice | null {
  const { vToken, underlying } = holding.market;
  const price = standing.prices.get(vToken.token) ?? null;
  if (price === null) return null;
  return {
    ...{ asset: assetOf(standing, holding), symbol: underlying.symbol, price, unit: null },
    perToken: { numerator: 1n, denominator: 10n ** BigInt(36 - underlying.decimals) },
  };
}

function assetsOf(standing: PoolStanding): RuleAsset[] {
  const ids = new Set(standing.holdings.map((holding) => assetOf(standing, holding)));
  return [...ids].sort().flatMap((asset): RuleAsset[] => {
    const holding = holdingOf(standing, asset);
    const supplied = holding === undefined ? null : suppliedAmount(holding);
    if (holding === undefined || supplied === null) return [];
    const { row, market } = holding;
    const { symbol, decimals } = market.underlying;
    const isOpen = market.isListed && market.rates.accrued !== null;
    const canBeCollateral =
      row.tokens > 0n ? row.isEntered && market.isListed : canEnter(standing, holding);
    return [
      {
        ...{ asset, symbol, decimals, supplied, owed: owedAmount(holding) },
        price: priceOf(standing, holding),
        ...{ canBeDeposited: isOpen, canBeCollateral },
        canBeBorrowed: isOpen && canEnter(standing, holding),
        weightWad: canBeCollateral ? market.collateralFactorWad : 0n,
      },
    ];
  });
}
