import type { Address } from "viem";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RuleAsset, RulePrice } from "../../core/market-rule.ts";
import type { AccountMarket } from "../../core/position.ts";
import { act, refuseLoan, withdrawalSlack, withoutSupply, withTotals } from "./account-actions.ts";
import {
  type AccountStanding,
  becomesCollateral,
  judgeStanding,
  type StandingReserve,
} from "./account-standing.ts";
import { agedStanding } from "./aged-standing.ts";
import { BASE_UNIT_DECIMALS, priceInForce } from "./valuation.ts";

/**
 * The pool's rule on an account. Prices are the AaveOracle's: USD × 10^8 per whole token. A first
 * deposit becomes collateral where `becomesCollateral` says so. What is supplied and not used as
 * collateral stays so, whatever its amount.
 */
export function poolRule(
  standing: AccountStanding,
  marketOf: (standing: AccountStanding) => AccountMarket,
): MarketRule {
  const { chainId, reserves } = standing;
  let known: ReadonlyMap<AssetCaip19, StandingReserve> | undefined;
  const byId = () => {
    known ??= new Map(reserves.map((one) => [assetCaip19(chainId, one.asset), one]));
    return known;
  };
  const reserveOf = (asset: AssetCaip19): StandingReserve => {
    const found = byId().get(asset);
    if (found === undefined) throw new RangeError(`${asset} is not in ${standing.pool.marketId}.`);
    return found;
  };
  const byAddress = (amounts: ReadonlyMap<AssetCaip19, bigint> | undefined) => {
    const found = new Map<Address, bigint>();
    for (const [asset, amount] of amounts ?? []) {
      const reserve = byId().get(asset);
      if (reserve !== undefined) found.set(reserve.asset, amount);
    }
    return found;
  };
  const pricedAt = (prices: ReadonlyMap<AssetCaip19, bigint> | undefined): AccountStanding => {
    if (prices === undefined || prices.size === 0) return standing;
    return { ...standing, prices: new Map([...(standing.prices ?? []), ...byAddress(prices)]) };
  };
  return {
    prices: pricesOf(standing),
    get assets() {
      return reserves
        .map((reserve) => assetOf(standing, reserve))
        .sort((a, b) => (a.asset < b.asset ? -1 : 1));
    },
    judge({ prices, collateral, debt }) {
      const amounts = { collateral: byAddress(collateral), debt: byAddress(debt) };
      const { health } = judgeStanding(withTotals(pricedAt(prices), amounts));
      if (health === null) throw new RangeError("A pool that had a verdict has none.");
      return health;
    },
    releaseSlack: (asset, amount) =>
      withdrawalSlack(standing, { reserve: reserveOf(asset), amount }),
    released(asset, amount) {
      const reserve = reserveOf(asset);
      if (withdrawalSlack(standing, { reserve, amount }) < 0n) {
        throw new RangeError(`The pool does not release ${amount} of ${asset}.`);
      }
      return poolRule(withoutSupply(standing, reserve, amount), marketOf);
    },
    aged: (seconds) => poolRule(agedStanding(standing, seconds), marketOf),
    repriced: (prices) => marketOf(pricedAt(prices)),
    attempt({ kind, asset, amount }) {
      const reserve = reserveOf(asset);
      if (amount <= 0n) throw new RangeError(`${amount} is no amount to ${kind}.`);
      const acted = act(standing, { kind, reserve, amount });
      return acted.refusal === null
        ? { refusal: null, after: marketOf(acted.after) }
        : { refusal: acted.refusal, after: marketOf(standing) };
    },
  };
}

function pricesOf(standing: AccountStanding): RulePrice[] {
  return standing.reserves.flatMap((reserve) => {
    if (!reserve.usedAsCollateral && reserve.debtAmount === 0n) return [];
    const price = priceOf(standing, reserve);
    if (price === null) throw new RangeError("A pool that has a verdict has every price.");
    return [price];
  });
}

function priceOf(
  { chainId, eMode, prices }: AccountStanding,
  reserve: StandingReserve,
): RulePrice | null {
  const price = prices?.get(reserve.asset) ?? priceInForce(reserve, eMode);
  if (price === null) return null;
  return {
    ...{ asset: assetCaip19(chainId, reserve.asset), symbol: reserve.of.symbol, price },
    perToken: { numerator: 1n, denominator: 10n ** BigInt(BASE_UNIT_DECIMALS) },
    unit: null,
  };
}

function assetOf(standing: AccountStanding, reserve: StandingReserve): RuleAsset {
  const { chainId, pool, eMode } = standing;
  const { of, aTokenAmount, debtAmount } = reserve;
  const terms = pool.arithmetic.accountRules.collateralTerms(reserve, eMode);
  const thresholdBps = terms?.liquidationThresholdBps ?? 0n;
  const isUsed =
    aTokenAmount > 0n ? reserve.usedAsCollateral : becomesCollateral(standing, reserve);
  const isOpen = of.active && !of.paused && !of.frozen;
  return {
    asset: assetCaip19(chainId, reserve.asset),
    ...{ symbol: of.symbol, decimals: reserve.decimals },
    ...{ supplied: aTokenAmount, owed: debtAmount, price: priceOf(standing, reserve) },
    canBeDeposited: isOpen,
    canBeCollateral: isUsed && thresholdBps > 0n,
    canBeBorrowed: isOpen && refuseLoan(standing, reserve) === null,
    weightWad: isUsed ? thresholdBps * 10n ** 14n : 0n,
  };
}
