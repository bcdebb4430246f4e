import type { Address } from "viem";
import { WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";
import { percentMul, wadDiv } from "./ray-math.ts";

/** AaveOracle's base currency unit: USD × 10^8. */
const BASE_UNIT_DECIMALS = 8;

/** An account's state in one reserve. Amounts in raw units, prices in the oracle's base units per whole token. */
export type AccountReserve = {
  asset: Address;
  decimals: number;
  aTokenAmount: bigint;
  debtAmount: bigint;
  usedAsCollateral: boolean;
  ltvBps: bigint;
  liquidationThresholdBps: bigint;
  /** The category that the asset belongs to, 0 for none. */
  eModeCategoryId: number;
  /** The oracle's price of the asset; null where it has none. */
  priceBase: bigint | null;
};

/** The e-mode that the account has chosen. */
export type AccountEMode = {
  categoryId: number;
  ltvBps: bigint;
  liquidationThresholdBps: bigint;
  /** `none`: the category has no price source of its own. Null: it has one without a price. */
  priceBase: bigint | null | "none";
};

export type AccountDataInput = {
  reserves: readonly AccountReserve[];
  eMode: AccountEMode | null;
};

/** The pool's verdict, or the assets without which the oracle gives none. */
export type AccountDataResult =
  | { health: MarketHealth; unpriced: readonly [] }
  | { health: null; unpriced: readonly Address[] };

/**
 * The six numbers of Pool.getUserAccountData, as GenericLogic.sol of @aave/core-v3 1.19.3 computes
 * them: each collateral and debt in base units rounded down, averages rounded down, percentages and
 * the health factor half up.
 */
export function accountData({ reserves, eMode }: AccountDataInput): AccountDataResult {
  let totalCollateralBase = 0n;
  let totalDebtBase = 0n;
  let weightedLtv = 0n;
  let weightedThreshold = 0n;
  const unpriced: Address[] = [];

  for (const reserve of reserves) {
    const borrows = reserve.debtAmount > 0n;
    if (!reserve.usedAsCollateral && !borrows) continue;
    const inEMode = eMode !== null && eMode.categoryId === reserve.eModeCategoryId;
    const priceBase = inEMode && eMode.priceBase !== "none" ? eMode.priceBase : reserve.priceBase;
    if (priceBase === null) {
      unpriced.push(reserve.asset);
      continue;
    }
    const assetUnit = 10n ** BigInt(reserve.decimals);
    if (reserve.usedAsCollateral && reserve.liquidationThresholdBps !== 0n) {
      const valueBase = (reserve.aTokenAmount * priceBase) / assetUnit;
      totalCollateralBase += valueBase;
      if (reserve.ltvBps !== 0n)
        weightedLtv += valueBase * (inEMode ? eMode.ltvBps : reserve.ltvBps);
      weightedThreshold +=
        valueBase * (inEMode ? eMode.liquidationThresholdBps : reserve.liquidationThresholdBps);
    }
    if (borrows) totalDebtBase += (reserve.debtAmount * priceBase) / assetUnit;
  }
  if (unpriced.length > 0) return { health: null, unpriced };

  const ltvBps = totalCollateralBase === 0n ? 0n : weightedLtv / totalCollateralBase;
  const thresholdBps = totalCollateralBase === 0n ? 0n : weightedThreshold / totalCollateralBase;
  const healthFactorWad =
    totalDebtBase === 0n
      ? null
      : wadDiv(percentMul(totalCollateralBase, thresholdBps), totalDebtBase);
  const borrowableBase = percentMul(totalCollateralBase, ltvBps);
  return {
    unpriced: [],
    health: {
      baseUnitDecimals: BASE_UNIT_DECIMALS,
      totalCollateralBase,
      totalDebtBase,
      availableBorrowsBase: borrowableBase < totalDebtBase ? 0n : borrowableBase - totalDebtBase,
      currentLiquidationThresholdBps: thresholdBps,
      ltvBps,
      healthFactorWad,
      liquidatable: healthFactorWad !== null && healthFactorWad < WAD,
    },
  };
}
