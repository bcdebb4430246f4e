import type { Address } from "viem";
import { WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";
import type { AccountRules } from "./account-rules.ts";

/** AaveOracle's base currency unit: USD × 10^8. */
export const BASE_UNIT_DECIMALS = 8;

/** An account's state in one reserve. Amounts in raw units, prices in the oracle's base units per whole token. */
export type AccountReserve = {
  asset: Address;
  decimals: number;
  aTokenAmount: bigint;
  debtAmount: bigint;
  usedAsCollateral: boolean;
  ltvBps: bigint;
  liquidationThresholdBps: bigint;
  /** The oracle's price of the asset; null where it has none. */
  priceBase: bigint | null;
};

/** The e-mode that the account has chosen. */
export type AccountEMode = {
  ltvBps: bigint;
  liquidationThresholdBps: bigint;
  /** Assets to which the category's own terms apply. */
  collateralAssets: ReadonlySet<Address>;
  /** Those of them on which nothing may be borrowed (since 3.6). */
  ltvZeroAssets: ReadonlySet<Address>;
  /** Whether nothing may be borrowed on other assets (since 3.7). */
  isolated: boolean;
  /** `none`: the category has no price source of its own. Null: it has one without a price. */
  priceBase: bigint | null | "none";
};

export type AccountDataInput = {
  rules: AccountRules;
  reserves: readonly AccountReserve[];
  eMode: AccountEMode | null;
};

/** The pool's verdict, or the assets without which the oracle gives none. */
export type AccountDataResult =
  | { health: MarketHealth; unpriced: readonly [] }
  | { health: null; unpriced: readonly Address[] };

/**
 * The six numbers of Pool.getUserAccountData, as GenericLogic.sol of the rules' version computes
 * them: each collateral in base units rounded down, averages rounded down, the rest as the rules say.
 * @param prices Instead of the oracle's, where given.
 */
export function accountData(
  { rules, reserves, eMode }: AccountDataInput,
  prices?: ReadonlyMap<Address, bigint>,
): AccountDataResult {
  let totalCollateralBase = 0n;
  let totalDebtBase = 0n;
  let weightedLtv = 0n;
  let weightedThreshold = 0n;
  const unpriced: Address[] = [];

  for (const reserve of reserves) {
    const borrows = reserve.debtAmount > 0n;
    if (!reserve.usedAsCollateral && !borrows) continue;
    const priceBase = prices?.get(reserve.asset) ?? priceInForce(reserve, eMode);
    if (priceBase === null) {
      unpriced.push(reserve.asset);
      continue;
    }
    const assetUnit = 10n ** BigInt(reserve.decimals);
    const terms = reserve.usedAsCollateral ? rules.collateralTerms(reserve, eMode) : null;
    if (terms !== null) {
      const valueBase = (reserve.aTokenAmount * priceBase) / assetUnit;
      totalCollateralBase += valueBase;
      weightedLtv += valueBase * terms.ltvBps;
      weightedThreshold += valueBase * terms.liquidationThresholdBps;
    }
    if (borrows)
      totalDebtBase += rules.debtBase({ amount: reserve.debtAmount, priceBase, assetUnit });
  }
  if (unpriced.length > 0) return { health: null, unpriced };

  const ltvBps = totalCollateralBase === 0n ? 0n : weightedLtv / totalCollateralBase;
  const thresholdBps = totalCollateralBase === 0n ? 0n : weightedThreshold / totalCollateralBase;
  const healthFactorWad =
    totalDebtBase === 0n
      ? null
      : rules.healthFactorWad({
          collateralBase: totalCollateralBase,
          thresholdBps,
          weightedThreshold,
          debtBase: totalDebtBase,
        });
  const borrowableBase = rules.borrowableBase(totalCollateralBase, ltvBps);
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

/** What the oracle says of a reserve, or of the account's e-mode where that has a price of its own. */
export function priceInForce(
  { asset, priceBase }: Pick<AccountReserve, "asset" | "priceBase">,
  eMode: AccountEMode | null,
): bigint | null {
  if (eMode === null || eMode.priceBase === "none" || !eMode.collateralAssets.has(asset))
    return priceBase;
  return eMode.priceBase;
}
