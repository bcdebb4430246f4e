import type { Address } from "viem";
import type { AccountStates } from "./read-accounts.ts";
import type { Pool } from "./read-pools.ts";
import type { ReserveLimits } from "./reserve-limits.ts";
import { type AccountDataInput, type AccountReserve, accountData } from "./valuation.ts";

/** An account's state in one reserve, with the scaled balances that its amounts come of. */
export type StandingReserve = AccountReserve & {
  of: Pool["reserves"][number];
  scaledSupply: bigint;
  scaledDebt: bigint;
};

/** All that an account has and owes in a pool at a block, and what judges it there. */
export type AccountStanding = Pick<AccountDataInput, "eMode"> & {
  account: Address;
  chainId: number;
  pool: Pool;
  reserves: readonly StandingReserve[];
  /** Instead of the oracle's, where given. */
  prices?: ReadonlyMap<Address, bigint> | undefined;
  /** Of every reserve; absent where nothing is going to be deposited or borrowed. */
  limits?: ReadonlyMap<Address, ReserveLimits> | undefined;
};

export function standingOf(parameters: {
  account: Address;
  chainId: number;
  pool: Pool;
  states: AccountStates;
  limits?: ReadonlyMap<Address, ReserveLimits> | undefined;
}): AccountStanding {
  const { account, chainId, pool, states, limits } = parameters;
  const eMode = pool.eModes.get(states.eModeCategoryId(account, pool.address)) ?? null;
  const reserves = pool.reserves.map((of) =>
    withAmounts(pool, {
      of,
      asset: of.asset,
      decimals: of.decimals,
      scaledSupply: states.scaledBalance(account, of.aToken),
      scaledDebt: states.scaledBalance(account, of.variableDebtToken),
      usedAsCollateral: states.usesAsCollateral(account, pool.address, of.asset),
      ltvBps: BigInt(of.ltvBps),
      liquidationThresholdBps: BigInt(of.liquidationThresholdBps),
      priceBase: of.priceBase,
    }),
  );
  return { account, chainId, pool, eMode, reserves, limits };
}

/** The reserve with the amounts of its scaled balances, as the tokens' `balanceOf` has them. */
export function withAmounts(
  { arithmetic }: Pick<Pool, "arithmetic">,
  reserve: Omit<StandingReserve, "aTokenAmount" | "debtAmount">,
): StandingReserve {
  return {
    ...reserve,
    aTokenAmount: arithmetic.aToken.amount(reserve.scaledSupply, reserve.of.incomeRay),
    debtAmount: arithmetic.variableDebt.amount(reserve.scaledDebt, reserve.of.debtIndexRay),
  };
}

export function replaceReserve(
  standing: AccountStanding,
  replaced: StandingReserve,
): AccountStanding {
  const reserves = standing.reserves.map((one) => (one.asset === replaced.asset ? replaced : one));
  return { ...standing, reserves };
}

/** The pool's verdict on the standing, or the assets without which there is none. */
export function judgeStanding({ pool, reserves, eMode, prices }: AccountStanding) {
  return accountData({ rules: pool.arithmetic.accountRules, reserves, eMode }, prices);
}

/** What a reserve lends to the account if it is collateral, bps of its value (getUserReserveLtv). */
export function reserveLtvBps({ pool, eMode }: AccountStanding, reserve: AccountReserve): bigint {
  return pool.arithmetic.accountRules.collateralTerms(reserve, eMode)?.ltvBps ?? 0n;
}

/**
 * Whether a first deposit becomes collateral (validateAutomaticUseAsCollateral): the reserve lends
 * something, has no debt ceiling, and no collateral with one stands alone. Without the reserves'
 * limits none is taken to have a ceiling.
 */
export function becomesCollateral(standing: AccountStanding, reserve: AccountReserve): boolean {
  if (reserveLtvBps(standing, reserve) === 0n) return false;
  if (hasDebtCeiling(standing, reserve.asset)) return false;
  return isolatedCollateral(standing) === null;
}

/** The collateral with a debt ceiling that is the account's only one (getIsolationModeState). */
export function isolatedCollateral(standing: AccountStanding): StandingReserve | null {
  const used = standing.reserves.filter(({ usedAsCollateral }) => usedAsCollateral);
  const [only] = used;
  if (used.length !== 1 || only === undefined) return null;
  return hasDebtCeiling(standing, only.asset) ? only : null;
}

function hasDebtCeiling({ limits }: AccountStanding, asset: Address): boolean {
  return (limits?.get(asset)?.debtCeiling ?? 0n) > 0n;
}
