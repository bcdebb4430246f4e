import { BPS, mulDivUp, WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";
import { percentDiv, percentMul, wadDiv } from "./ray-math.ts";
import type { AccountEMode, AccountReserve } from "./valuation.ts";

/** What a collateral counts for, in basis points of its value. */
export type CollateralTerms = { ltvBps: bigint; liquidationThresholdBps: bigint };

type ReserveTerms = Pick<AccountReserve, "asset" | "ltvBps" | "liquidationThresholdBps">;

/** Where versions of GenericLogic.sol differ in what an account may borrow and when it is liquidated. */
export type AccountRules = {
  /** Terms of a reserve that the account uses as collateral; null where it does not count at all. */
  collateralTerms(reserve: ReserveTerms, eMode: AccountEMode | null): CollateralTerms | null;
  /** Value of a debt in base units. */
  debtBase(debt: { amount: bigint; priceBase: bigint; assetUnit: bigint }): bigint;
  /** What the collateral lends at an average loan to value, in base units. */
  borrowableBase(collateralBase: bigint, ltvBps: bigint): bigint;
  /** @param account.weightedThreshold Sum of each collateral's value times its threshold in basis points. */
  /** Whether the average threshold is rounded down to a basis point before it weighs the collateral. */
  roundsAverage: boolean;
  healthFactorWad(account: {
    collateralBase: bigint;
    thresholdBps: bigint;
    weightedThreshold: bigint;
    debtBase: bigint;
  }): bigint;
  /**
   * Whether the collateral lends what is borrowed. `before` and `after` are the verdicts without and
   * with it.
   * @param loan.amountBase Its value, rounded down.
   */
  lends(loan: { before: MarketHealth; after: MarketHealth; amountBase: bigint }): boolean;
};

/** The e-mode's terms for its assets, but nothing for a reserve that counts for nothing outside it. */
function termsSubjectToReserve(
  { asset, ltvBps, liquidationThresholdBps }: ReserveTerms,
  eMode: AccountEMode | null,
): CollateralTerms | null {
  if (liquidationThresholdBps === 0n) return null;
  if (eMode === null || !eMode.collateralAssets.has(asset))
    return { ltvBps, liquidationThresholdBps };
  return {
    ltvBps: ltvBps === 0n ? 0n : eMode.ltvBps,
    liquidationThresholdBps: eMode.liquidationThresholdBps,
  };
}

/** The e-mode's terms for its assets whatever the reserve's own are (ValidationLogic.getUserReserveLtv). */
function termsOfEModeFirst(
  { asset, ltvBps, liquidationThresholdBps }: ReserveTerms,
  eMode: AccountEMode | null,
): CollateralTerms {
  if (eMode === null) return { ltvBps, liquidationThresholdBps };
  if (!eMode.collateralAssets.has(asset))
    return { ltvBps: eMode.isolated ? 0n : ltvBps, liquidationThresholdBps };
  return {
    ltvBps: eMode.ltvZeroAssets.has(asset) ? 0n : eMode.ltvBps,
    liquidationThresholdBps: eMode.liquidationThresholdBps,
  };
}

/** Aave 3.0 to 3.4: debts round down, percentages and the health factor half up. */
export const halfUpRules: AccountRules = {
  collateralTerms: termsSubjectToReserve,
  debtBase: ({ amount, priceBase, assetUnit }) => (amount * priceBase) / assetUnit,
  borrowableBase: percentMul,
  roundsAverage: true,
  healthFactorWad: ({ collateralBase, thresholdBps, debtBase }) =>
    wadDiv(percentMul(collateralBase, thresholdBps), debtBase),
  // validateBorrow, which looks at the account as it is before.
  lends({ before, amountBase }) {
    const { healthFactorWad, ltvBps, totalCollateralBase, totalDebtBase } = before;
    if (totalCollateralBase === 0n || ltvBps === 0n) return false;
    if (healthFactorWad !== null && healthFactorWad <= WAD) return false;
    return percentDiv(totalDebtBase + amountBase, ltvBps) <= totalCollateralBase;
  },
};

/** Aave 3.5: debts round up, what may be borrowed down, and the health factor loses no digit to the average. */
export const directedRules: AccountRules = {
  collateralTerms: termsSubjectToReserve,
  debtBase: ({ amount, priceBase, assetUnit }) => mulDivUp(amount, priceBase, assetUnit),
  borrowableBase: (collateralBase, ltvBps) => (collateralBase * ltvBps) / BPS,
  roundsAverage: false,
  healthFactorWad: ({ weightedThreshold, debtBase }) => wadDiv(weightedThreshold, debtBase) / BPS,
  // validateHFAndLtv, which looks at it afterwards.
  lends({ after }) {
    const { healthFactorWad, ltvBps, totalCollateralBase, totalDebtBase } = after;
    if (ltvBps === 0n || (healthFactorWad !== null && healthFactorWad < WAD)) return false;
    return mulDivUp(totalDebtBase, BPS, ltvBps) <= totalCollateralBase;
  },
};

/** Aave 3.6 and 3.7: rounding as in 3.5, and an e-mode may take as collateral what no one else does. */
export const eModeFirstRules: AccountRules = {
  ...directedRules,
  collateralTerms: termsOfEModeFirst,
};
