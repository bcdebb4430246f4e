import { BPS, WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";
import type { Margin, MarginRules } from "./valuation.ts";

/** The clearing house reckons in wad of its settlement token. */
const WAD_DECIMALS = 18;
/** Ratios of the contracts are in 10^-6. */
const ONE = 1_000_000n;

/**
 * A margin in the terms of a lender: the account value is the collateral, the positions' absolute value
 * the debt that it carries, and the thresholds are how much of it a unit of collateral may carry
 * (1 / ratio: 160 000 bp at a maintenance ratio of 6.25 %). The health factor is account value /
 * maintenance requirement, rounded down; 0 where the account value is negative, null where nothing is
 * required. What is free is free collateral, not its multiple.
 */
export function marginHealth(margin: Margin, rules: MarginRules): MarketHealth {
  const { accountValueWad, maintenanceRequirementWad } = margin;
  const bpsOf = (ratio: number) => (ratio === 0 ? 0n : (ONE * BPS) / BigInt(ratio));
  return {
    baseUnitDecimals: WAD_DECIMALS,
    totalCollateralBase: accountValueWad > 0n ? accountValueWad : 0n,
    totalDebtBase: margin.notionalWad,
    availableBorrowsBase: margin.freeCollateralWad,
    currentLiquidationThresholdBps: bpsOf(rules.maintenanceRatio),
    ltvBps: bpsOf(rules.initialRatio),
    healthFactorWad: healthFactorWad(accountValueWad, maintenanceRequirementWad),
    liquidatable: margin.liquidatable,
  };
}

function healthFactorWad(accountValueWad: bigint, requirementWad: bigint): bigint | null {
  if (accountValueWad < 0n) return 0n;
  return requirementWad === 0n ? null : (accountValueWad * WAD) / requirementWad;
}
