import { BPS, mulDivDown, mulDivUp, WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";

/** Of a Comptroller's sums: USD × 10^18. */
const USD_DECIMALS = 18;

/** What an account has in a market that it has entered, and at which terms. */
export type EnteredMarket = {
  tokens: bigint;
  /** Raw units of the underlying. */
  borrowBalance: bigint;
  exchangeRateWad: bigint;
  /** The oracle's: USD × 10^(36 − decimals of the underlying). */
  price: bigint;
  collateralFactorWad: bigint;
  liquidationThresholdWad: bigint;
};

/** A Comptroller's sums over an account's markets, USD × 10^18, every term rounded down. */
export type AccountSums = {
  totalCollateral: bigint;
  /** Collateral weighted by liquidation thresholds, and by collateral factors. */
  liquidationWeighted: bigint;
  borrowingWeighted: bigint;
  borrows: bigint;
};

/** A debt in raw units (_borrowBalanceStored of VToken.sol), rounded down as the contract does. */
export function borrowBalance(
  debt: { borrowPrincipal: bigint; borrowIndexWad: bigint },
  indexWad: bigint,
): bigint {
  return debt.borrowPrincipal === 0n
    ? 0n
    : mulDivDown(debt.borrowPrincipal, indexWad, debt.borrowIndexWad);
}

/** vTokens in raw units of the underlying: down as balanceOfUnderlying, up where they are owed. */
export function toUnderlying(
  tokens: bigint,
  rateWad: bigint,
  rounding: "down" | "up" = "down",
): bigint {
  return rounding === "up" ? mulDivUp(tokens, rateWad, WAD) : mulDivDown(tokens, rateWad, WAD);
}

/** _getHypotheticalLiquiditySnapshot of Comptroller.sol, with nothing hypothetical. */
export function sumMarkets(markets: readonly EnteredMarket[]): AccountSums {
  const sums = { totalCollateral: 0n, liquidationWeighted: 0n, borrowingWeighted: 0n, borrows: 0n };
  for (const market of markets) {
    const { tokens, price, liquidationThresholdWad, collateralFactorWad } = market;
    const tokenPrice = mulDivDown(market.exchangeRateWad, price, WAD);
    const weighted = (factorWad: bigint) =>
      mulDivDown(mulDivDown(factorWad, tokenPrice, WAD), tokens, WAD);
    sums.totalCollateral += mulDivDown(tokenPrice, tokens, WAD);
    sums.liquidationWeighted += weighted(liquidationThresholdWad);
    sums.borrowingWeighted += weighted(collateralFactorWad);
    sums.borrows += mulDivDown(price, market.borrowBalance, WAD);
  }
  return sums;
}

/** What is left of weighted collateral, or what is missing: at most one of the two is not 0. */
export function liquidityOf(
  weighted: bigint,
  borrows: bigint,
): { liquidity: bigint; shortfall: bigint } {
  return weighted > borrows
    ? { liquidity: weighted - borrows, shortfall: 0n }
    : { liquidity: 0n, shortfall: borrows - weighted };
}

/**
 * The Comptroller's verdict: fit for liquidation ⇔ getAccountLiquidity states a shortfall. What can be
 * borrowed is the liquidity of getBorrowingPower. The health factor ⌊weighted · 10^18 / borrows⌋ is
 * below one exactly where there is a shortfall; the thresholds are means weighted by value, rounded
 * down.
 */
export function accountHealth(sums: AccountSums): MarketHealth {
  const { totalCollateral, liquidationWeighted, borrowingWeighted, borrows } = sums;
  const mean = (weighted: bigint) =>
    totalCollateral === 0n ? 0n : mulDivDown(weighted, BPS, totalCollateral);
  return {
    baseUnitDecimals: USD_DECIMALS,
    totalCollateralBase: totalCollateral,
    totalDebtBase: borrows,
    availableBorrowsBase: liquidityOf(borrowingWeighted, borrows).liquidity,
    currentLiquidationThresholdBps: mean(liquidationWeighted),
    ltvBps: mean(borrowingWeighted),
    healthFactorWad: borrows === 0n ? null : mulDivDown(liquidationWeighted, WAD, borrows),
    liquidatable: liquidityOf(liquidationWeighted, borrows).shortfall > 0n,
  };
}
