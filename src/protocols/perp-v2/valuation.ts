import { WAD } from "../../core/fixed-point.ts";
import { absolute, floorDivide } from "./state.ts";

/*
 * The margin of an account, as Vault.sol and AccountBalance.sol compute it. Wad of the settlement token,
 * signed; a product with a price rounds towards zero (PerpMath.mulDiv), as all products of ratios do.
 */

/** Ratios of the contracts are in 10^-6. */
const ONE = 1_000_000n;

/** What an account has in one market at the block, as a taker and as a maker together. */
export type Exposure = {
  /** AccountBalance.getTotalPositionSize. */
  sizeWad: bigint;
  /** AccountBalance.getTotalOpenNotional. */
  openNotionalWad: bigint;
  /** Taker's base and quote less what is owed for open ranges. */
  baseBalanceWad: bigint;
  quoteBalanceWad: bigint;
  /** Positive: to be paid. */
  pendingFundingWad: bigint;
  /** Fees that the maker's ranges have earned. */
  pendingFeesWad: bigint;
  /** The price at which the clearing house values the market; null where it fails to. */
  priceWad: bigint | null;
};

/** A token in the vault that is not settled in, and what its price feed says. */
export type Collateral = {
  amount: bigint;
  decimals: number;
  price: bigint;
  priceDecimals: number;
  /** What of the value counts, in 10^-6. */
  ratio: number;
};

export type MarginRules = { initialRatio: number; maintenanceRatio: number };

export type Margin = {
  /** ClearingHouse.getAccountValue. */
  accountValueWad: bigint;
  totalCollateralValueWad: bigint;
  /** Vault.getFreeCollateral: never negative, and rounded down to the settlement token's decimals. */
  freeCollateralWad: bigint;
  exactFreeCollateralWad: bigint;
  initialRequirementWad: bigint;
  /** AccountBalance.getMarginRequirementForLiquidation. */
  maintenanceRequirementWad: bigint;
  /** Σ of the positions' absolute values. */
  notionalWad: bigint;
  /** accountValue < maintenance requirement: ClearingHouse._isLiquidatable. */
  liquidatable: boolean;
};

/** size · price: AccountBalance._getPositionValue. Null where there is a size and no price. */
export function positionValueWad({
  sizeWad,
  priceWad,
}: Pick<Exposure, "sizeWad" | "priceWad">): bigint | null {
  if (sizeWad === 0n) return 0n;
  return priceWad === null ? null : (sizeWad * priceWad) / WAD;
}

/** Value of a position and what it stands for in quote. Null where the value is not known. */
export function unrealizedPnlWad(exposure: Exposure): bigint | null {
  const value = positionValueWad(exposure);
  return value === null ? null : value + exposure.openNotionalWad;
}

/** AccountBalance.getPnlAndPendingFee's second value; null where the value of a position is not known. */
export function totalUnrealizedPnlWad(exposures: readonly Exposure[]): bigint | null {
  return sumOrNull(exposures.map(unrealizedPnlWad));
}

/** Vault._getNonSettlementTokenValue of one token, each step rounded down. */
function collateralValueWad(collateral: Collateral): bigint {
  const { amount, decimals, price, priceDecimals, ratio } = collateral;
  const priceUnit = 10n ** BigInt(priceDecimals);
  const value =
    decimals > 18
      ? (amount * price) / priceUnit / 10n ** BigInt(decimals - 18)
      : (amount * 10n ** BigInt(18 - decimals) * price) / priceUnit;
  return (value * BigInt(ratio)) / ONE;
}

/**
 * What an account has beside its balance: owed and unrealised results and earned fees, less funding.
 * Null where a position's value is not known.
 */
export function unsettledWad(parameters: {
  owedRealizedPnlWad: bigint;
  exposures: readonly Exposure[];
}): bigint | null {
  let total = parameters.owedRealizedPnlWad;
  for (const exposure of parameters.exposures) {
    const result = unrealizedPnlWad(exposure);
    if (result === null) return null;
    total += result + exposure.pendingFeesWad - exposure.pendingFundingWad;
  }
  return total;
}

/** Raw units of the settlement token, rounded down: what is negative rounds to more debt. */
export function settlementAmount(wad: bigint, decimals: number): bigint {
  return floorDivide(wad, 10n ** BigInt(18 - decimals));
}

export type MarginParameters = {
  settlementBalance: bigint;
  settlementDecimals: number;
  owedRealizedPnlWad: bigint;
  exposures: readonly Exposure[];
  collaterals: readonly Collateral[];
  rules: MarginRules;
};

/** What the account is worth, not yet rounded to the settlement token's decimals. */
export type ExactValue = {
  accountValueWad: bigint;
  /** The settlement token's part, unrealised results included: Vault._getSettlementTokenValue. */
  settlementValueWad: bigint;
  unrealizedPnlWad: bigint;
};

/** Null where the value of a position is not known. */
export function exactValue(parameters: MarginParameters): ExactValue | null {
  const { settlementBalance, settlementDecimals, exposures, collaterals } = parameters;
  const unsettled = unsettledWad(parameters);
  const unrealised = totalUnrealizedPnlWad(exposures);
  if (unsettled === null || unrealised === null) return null;
  const settlementValueWad = settlementBalance * 10n ** BigInt(18 - settlementDecimals) + unsettled;
  const collateralsWad = collaterals.reduce((sum, one) => sum + collateralValueWad(one), 0n);
  return {
    accountValueWad: settlementValueWad + collateralsWad,
    settlementValueWad,
    unrealizedPnlWad: unrealised,
  };
}

/** AccountBalance.getTotalAbsPositionValue; null where the value of a position is not known. */
export function notionalWad(exposures: readonly Exposure[]): bigint | null {
  return sumOrNull(
    exposures.map((exposure) => {
      const value = positionValueWad(exposure);
      return value === null ? null : absolute(value);
    }),
  );
}

/**
 * The clearing house's own account: free collateral = max(0, min(collateral, account value) − initial
 * requirement), where collateral leaves out what is not realised, and the initial requirement is of the
 * debts in base and in quote, not of the position. Null where a price that it needs is not known.
 */
export function margin(parameters: MarginParameters): Margin | null {
  const { settlementDecimals, exposures, rules } = parameters;
  const exact = exactValue(parameters);
  const notional = notionalWad(exposures);
  const debtWad = debtValueWad(exposures);
  if (exact === null || notional === null || debtWad === null) return null;
  const unit = 10n ** BigInt(18 - settlementDecimals);
  const rounded = (wad: bigint) => settlementAmount(wad, settlementDecimals) * unit;
  const totalCollateralValueWad = exact.accountValueWad - exact.unrealizedPnlWad;
  const initialRequirementWad = (debtWad * BigInt(rules.initialRatio)) / ONE;
  const maintenanceRequirementWad = (notional * BigInt(rules.maintenanceRatio)) / ONE;
  const lesser = exact.unrealizedPnlWad > 0n ? totalCollateralValueWad : exact.accountValueWad;
  const free = lesser - initialRequirementWad;
  const exactFreeCollateralWad = free > 0n ? free : 0n;
  const accountValueWad = rounded(exact.accountValueWad);
  return {
    accountValueWad,
    totalCollateralValueWad,
    exactFreeCollateralWad,
    freeCollateralWad: rounded(exactFreeCollateralWad),
    initialRequirementWad,
    maintenanceRequirementWad,
    notionalWad: notional,
    liquidatable: accountValueWad < maintenanceRequirementWad,
  };
}

/**
 * AccountBalance.getTotalDebtValue: what is owed in each base at its price, and what is owed in quote
 * over all markets together.
 */
export function debtValueWad(exposures: readonly Exposure[]): bigint | null {
  let quoteWad = 0n;
  let debtWad = 0n;
  for (const { baseBalanceWad, quoteBalanceWad, priceWad } of exposures) {
    quoteWad += quoteBalanceWad;
    if (baseBalanceWad >= 0n) continue;
    if (priceWad === null) return null;
    debtWad += (-baseBalanceWad * priceWad) / WAD;
  }
  return debtWad + (quoteWad < 0n ? -quoteWad : 0n);
}

function sumOrNull(values: readonly (bigint | null)[]): bigint | null {
  let total = 0n;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}
