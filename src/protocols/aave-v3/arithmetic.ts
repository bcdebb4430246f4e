import { BallastError } from "../../core/ballast-error.ts";
import { type AccountRules, directedRules, eModeFirstRules, halfUpRules } from "./account-rules.ts";
import { binomialInterestRay, exponentialInterestRay, linearInterestRay } from "./interest.ts";
import { rayMul } from "./ray-math.ts";
import {
  directedAToken,
  directedDebtToken,
  halfUpToken,
  type TokenArithmetic,
} from "./token-arithmetic.ts";

type Growth = { indexRay: bigint; rateRay: bigint; seconds: bigint };

/** Where and how a pool and its tokens round: all that differs between revisions of the same events. */
export type AaveV3Arithmetic = {
  aToken: TokenArithmetic;
  variableDebt: TokenArithmetic;
  /** The pool's getReserveNormalizedIncome. */
  normalizedIncomeRay(growth: Growth): bigint;
  /** The pool's getReserveNormalizedVariableDebt. */
  normalizedDebtRay(growth: Growth): bigint;
  /** The rules of the pool's getUserAccountData. */
  accountRules: AccountRules;
  /**
   * `asset`: each reserve names its one e-mode (3.0, 3.1). `category`: each e-mode names its
   * collateral (since 3.2).
   */
  eModeMembers: "asset" | "category";
  /** Whether an e-mode lends its assets though the reserve itself does not (since 3.6). */
  eModeDecidesLoans: boolean;
  /** Whether there can be debt at a stable rate (up to 3.1). */
  stableDebt: boolean;
};

const normalizedIncomeRay = ({ indexRay, rateRay, seconds }: Growth): bigint =>
  seconds === 0n ? indexRay : rayMul(linearInterestRay(rateRay, seconds), indexRay);

const normalizedDebtRay =
  (interestRay: (rateRay: bigint, seconds: bigint) => bigint) =>
  ({ indexRay, rateRay, seconds }: Growth): bigint =>
    seconds === 0n ? indexRay : rayMul(interestRay(rateRay, seconds), indexRay);

const aave30: AaveV3Arithmetic = {
  aToken: halfUpToken,
  variableDebt: halfUpToken,
  normalizedIncomeRay,
  normalizedDebtRay: normalizedDebtRay(binomialInterestRay),
  accountRules: halfUpRules,
  eModeMembers: "asset",
  eModeDecidesLoans: false,
  stableDebt: true,
};
const aave32: AaveV3Arithmetic = { ...aave30, eModeMembers: "category", stableDebt: false };
const aave34: AaveV3Arithmetic = {
  ...aave32,
  normalizedDebtRay: normalizedDebtRay(exponentialInterestRay),
};
const aave35: AaveV3Arithmetic = {
  ...aave34,
  aToken: directedAToken,
  variableDebt: directedDebtToken,
  accountRules: directedRules,
};
const aave36: AaveV3Arithmetic = {
  ...aave35,
  accountRules: eModeFirstRules,
  eModeDecidesLoans: true,
};

/** By the first POOL_REVISION of each; 4 is Aave 3.1, 6 and 7 are 3.3, 11 is 3.7. */
const newestRevision = 11;
const arithmeticSince = [
  [10, aave36],
  [9, aave35],
  [8, aave34],
  [5, aave32],
  [1, aave30],
] as const;

/**
 * The arithmetic of a pool with that POOL_REVISION, and of its tokens, which an upgrade changes
 * together with it.
 * @throws BallastError `aave-v3-revision` for one that Ballast does not know: its amounts would be wrong.
 */
export function arithmeticOfRevision(revision: number): AaveV3Arithmetic {
  const known = arithmeticSince.find(([first]) => revision >= first);
  if (known === undefined || revision > newestRevision) {
    throw new BallastError(`Aave pool revision ${revision} rounds in a way that is not known.`, {
      code: "aave-v3-revision",
      remedy: `Pools of revisions 1 to ${newestRevision} can be indexed.`,
    });
  }
  return known[1];
}
