import type { Address } from "viem";
import type { Holding } from "./pool-standing.ts";
import type { Market } from "./read-markets.ts";
import {
  type AccountSums,
  borrowBalance,
  type EnteredMarket,
  liquidityOf,
  sumMarkets,
} from "./valuation.ts";

/** The Comptroller's verdict on an account, or why there is none. */
export type Judgement = {
  /** By the books as they are; null where the Comptroller itself fails. */
  sums: AccountSums | null;
  unpriced: readonly Market[];
  unrated: readonly Market[];
  /** Whether the verdict turns once every market of the account accrues in this block. */
  accrualMakesLiquidatable: boolean;
};

/**
 * Judges an account over the markets that it has entered and that are still listed, whether or not it
 * has anything there, as getAccountLiquidity does: one of them without a price makes it fail.
 */
export function judge(
  holdings: readonly Holding[],
  prices: ReadonlyMap<Address, bigint | null>,
): Judgement {
  const entered = enteredHoldings(holdings);
  const priceOf = ({ market }: Holding) => prices.get(market.vToken.token) ?? null;
  const unpriced = entered.filter((holding) => priceOf(holding) === null);
  const unrated = entered.filter(({ market }) => market.rates.storedExchangeRateWad === null);
  const causes = {
    unpriced: unpriced.map(({ market }) => market),
    unrated: unrated.map(({ market }) => market),
  };
  if (unpriced.length > 0 || unrated.length > 0) {
    return { sums: null, ...causes, accrualMakesLiquidatable: false };
  }
  const terms = (holding: Holding, rateWad: bigint, indexWad: bigint): EnteredMarket => ({
    ...holding.market,
    tokens: holding.row.tokens,
    borrowBalance: borrowBalance(holding.row, indexWad),
    exchangeRateWad: rateWad,
    price: priceOf(holding)!,
  });
  const sums = sumMarkets(
    entered.map((holding) => {
      const { market } = holding;
      return terms(holding, market.rates.storedExchangeRateWad!, market.borrowIndexWad);
    }),
  );
  const accrued = entered.flatMap((holding) => {
    const { accrued } = holding.market.rates;
    return accrued === null || accrued.exchangeRateWad === null
      ? []
      : [terms(holding, accrued.exchangeRateWad, accrued.borrowIndexWad)];
  });
  return {
    sums,
    ...causes,
    accrualMakesLiquidatable:
      accrued.length === entered.length &&
      isLiquidatable(sumMarkets(accrued)) &&
      !isLiquidatable(sums),
  };
}

function isLiquidatable({ liquidationWeighted, borrows }: AccountSums): boolean {
  return liquidityOf(liquidationWeighted, borrows).shortfall > 0n;
}

/** getAssetsIn of Comptroller.sol. */
export function enteredHoldings(holdings: readonly Holding[]): Holding[] {
  return holdings.filter(({ row, market }) => row.isEntered && market.isListed);
}
