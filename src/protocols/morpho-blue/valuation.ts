import { mulDivDown, mulDivUp, WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";
import type { MarketTotals } from "./accrual.ts";
import { toAssetsDown, toAssetsUp } from "./share-math.ts";
import type { MarketPosition } from "./state.ts";

/** Of an oracle's price: raw units of the loan token per raw unit of collateral, × 10^36. */
export const ORACLE_PRICE_SCALE = 10n ** 36n;
const LIQUIDATION_CURSOR_WAD = (3n * WAD) / 10n;
const MAXIMUM_LIQUIDATION_INCENTIVE_WAD = (115n * WAD) / 100n;

/** What a position amounts to in an accrued market, in raw units. */
export type PositionAmounts = {
  /** Of the loan token, rounded down. */
  supplyAssets: bigint;
  /** Of the loan token, rounded up. */
  borrowAssets: bigint;
  /** Of the collateral token. */
  collateral: bigint;
};

/** A position's shares as amounts; `totals` accrued to the time that is asked about. */
export function positionAmounts(position: MarketPosition, totals: MarketTotals): PositionAmounts {
  return {
    supplyAssets: toAssetsDown(position.supplyShares, {
      assets: totals.totalSupplyAssets,
      shares: totals.totalSupplyShares,
    }),
    borrowAssets: toAssetsUp(position.borrowShares, {
      assets: totals.totalBorrowAssets,
      shares: totals.totalBorrowShares,
    }),
    collateral: position.collateral,
  };
}

/** Collateral in raw units of the loan token at the market's own price, rounded down. */
export function collateralValue(collateral: bigint, oraclePrice: bigint): bigint {
  return mulDivDown(collateral, oraclePrice, ORACLE_PRICE_SCALE);
}

/** The largest healthy debt, in raw units of the loan token, rounded down at each step (_isHealthy). */
export function maximumBorrow(parameters: {
  collateral: bigint;
  oraclePrice: bigint;
  lltvWad: bigint;
}): bigint {
  const { collateral, oraclePrice, lltvWad } = parameters;
  return mulDivDown(collateralValue(collateral, oraclePrice), lltvWad, WAD);
}

/**
 * Morpho's verdict on a position (_isHealthy of Morpho.sol of @morpho-org/morpho-blue 1.0.0), in raw
 * units of the loan token: healthy as long as the largest healthy debt is not below the debt. The
 * health factor is their quotient, rounded down, so it is below one exactly where the contract
 * liquidates. The threshold in basis points is rounded down where the LLTV has more digits.
 */
export function positionHealth(parameters: {
  amounts: Pick<PositionAmounts, "borrowAssets" | "collateral">;
  oraclePrice: bigint;
  lltvWad: bigint;
  loanTokenDecimals: number;
}): MarketHealth {
  const { amounts, oraclePrice, lltvWad, loanTokenDecimals } = parameters;
  const { borrowAssets, collateral } = amounts;
  const maximum = maximumBorrow({ collateral, oraclePrice, lltvWad });
  const thresholdBps = lltvWad / 10n ** 14n;
  return {
    baseUnitDecimals: loanTokenDecimals,
    totalCollateralBase: collateralValue(collateral, oraclePrice),
    totalDebtBase: borrowAssets,
    availableBorrowsBase: maximum > borrowAssets ? maximum - borrowAssets : 0n,
    currentLiquidationThresholdBps: thresholdBps,
    ltvBps: thresholdBps,
    healthFactorWad: borrowAssets === 0n ? null : mulDivDown(maximum, WAD, borrowAssets),
    liquidatable: maximum < borrowAssets,
  };
}

/**
 * Collateral that can be taken out with the position still healthy, in raw units, rounded down: all
 * but what the debt needs at the LLTV, each division of that rounded up.
 */
export function withdrawableCollateral(parameters: {
  amounts: Pick<PositionAmounts, "borrowAssets" | "collateral">;
  oraclePrice: bigint;
  lltvWad: bigint;
}): bigint {
  const { amounts, oraclePrice, lltvWad } = parameters;
  if (oraclePrice === 0n) return amounts.borrowAssets === 0n ? amounts.collateral : 0n;
  const needed = mulDivUp(
    mulDivUp(amounts.borrowAssets, WAD, lltvWad),
    ORACLE_PRICE_SCALE,
    oraclePrice,
  );
  return needed < amounts.collateral ? amounts.collateral - needed : 0n;
}

/** What a liquidator gets for one unit repaid, in wad: min(1.15, 1/(1 − 0.3·(1 − LLTV))) (liquidate of Morpho.sol). */
export function liquidationIncentiveWad(lltvWad: bigint): bigint {
  const incentive = mulDivDown(
    WAD,
    WAD,
    WAD - mulDivDown(LIQUIDATION_CURSOR_WAD, WAD - lltvWad, WAD),
  );
  return incentive < MAXIMUM_LIQUIDATION_INCENTIVE_WAD
    ? incentive
    : MAXIMUM_LIQUIDATION_INCENTIVE_WAD;
}
