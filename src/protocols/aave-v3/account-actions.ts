import type { Address } from "viem";
import { WAD } from "../../core/fixed-point.ts";
import type { RuleAction, RuleRefusal } from "../../core/market-rule.ts";
import {
  type AccountStanding,
  becomesCollateral,
  isolatedCollateral,
  judgeStanding,
  replaceReserve,
  reserveLtvBps,
  type StandingReserve,
  withAmounts,
} from "./account-standing.ts";
import { priceInForce } from "./valuation.ts";

type ActionOn = Omit<RuleAction, "asset"> & { reserve: StandingReserve };
type Acted = { refusal: RuleRefusal } | { refusal: null; after: AccountStanding };

/**
 * What the pool would make of an action in the very block of the standing, as SupplyLogic.sol,
 * BorrowLogic.sol and ValidationLogic.sol of the pool's version do it. Caps, a debt ceiling's use, the
 * price oracle sentinel and what the pool has at hand are not looked at.
 */
export function act(standing: AccountStanding, action: ActionOn): Acted {
  const refusal = refuseByState(standing, action);
  if (refusal !== null) return { refusal };
  switch (action.kind) {
    case "deposit":
      return deposit(standing, action);
    case "withdraw":
      return withdraw(standing, action);
    case "borrow":
      return borrow(standing, action);
    case "repay":
      return repay(standing, action);
  }
}

/**
 * Not negative where the pool lets raw units of a reserve be withdrawn: collateral of an account with
 * debt only while the health factor stays at least one, and none that lends something as long as there
 * is other collateral that does not (validateHFAndLtv, since 3.5 validateHFAndLtvzero).
 */
export function withdrawalSlack(
  standing: AccountStanding,
  { reserve, amount }: Pick<ActionOn, "reserve" | "amount">,
): bigint {
  const { active, paused } = reserve.of;
  const after = withoutSupply(standing, reserve, amount);
  return active && !paused ? slackOf(standing, reserve, after) : -1n;
}

function slackOf(
  standing: AccountStanding,
  reserve: StandingReserve,
  after: AccountStanding,
): bigint {
  const owes = standing.reserves.some(({ scaledDebt }) => scaledDebt > 0n);
  if (!reserve.usedAsCollateral || !owes) return 1n;
  const { health } = judgeStanding(after);
  if (health === null) throw new RangeError("A pool that had a verdict has none.");
  const slack = health.healthFactorWad === null ? 1n : health.healthFactorWad - WAD;
  if (slack < 0n || reserveLtvBps(after, reserve) === 0n) return slack;
  const lendsNothing = after.reserves.some(
    (one) => countsAsCollateral(after, one) && reserveLtvBps(after, one) === 0n,
  );
  return lendsNothing ? -1n : slack;
}

function countsAsCollateral({ pool, eMode }: AccountStanding, reserve: StandingReserve): boolean {
  return (
    reserve.usedAsCollateral &&
    pool.arithmetic.accountRules.collateralTerms(reserve, eMode) !== null
  );
}

function refuseByState({ pool }: AccountStanding, { kind, reserve }: ActionOn): RuleRefusal | null {
  const { symbol, active, paused, frozen } = reserve.of;
  const refuse = (code: string, how: string) => ({ code, detail: `${symbol} is ${how}.` });
  if (!active) return refuse("reserve-inactive", `not active in ${pool.marketId}`);
  if (paused) return refuse("reserve-paused", `paused in ${pool.marketId}`);
  if (frozen && (kind === "deposit" || kind === "borrow")) {
    return refuse("reserve-frozen", `frozen in ${pool.marketId}: nothing new may be had or owed`);
  }
  return null;
}

function deposit(standing: AccountStanding, { reserve, amount }: ActionOn): Acted {
  const { pool } = standing;
  const minted = pool.arithmetic.aToken.scaledMinted(amount, reserve.of.incomeRay);
  if (minted === 0n) return tooSmall(reserve);
  const isFirst = reserve.scaledSupply === 0n;
  return accept(standing, {
    ...reserve,
    scaledSupply: reserve.scaledSupply + minted,
    usedAsCollateral: isFirst ? becomesCollateral(standing, reserve) : reserve.usedAsCollateral,
  });
}

function withdraw(standing: AccountStanding, { reserve, amount }: ActionOn): Acted {
  if (amount > reserve.aTokenAmount) {
    return refuse("exceeds-balance", `There is less ${reserve.of.symbol} than that.`);
  }
  const burned = standing.pool.arithmetic.aToken.scaledBurned(amount, reserve.of.incomeRay);
  if (burned === 0n) return tooSmall(reserve);
  const after = withoutSupply(standing, reserve, amount);
  if (slackOf(standing, reserve, after) >= 0n) return { refusal: null, after };
  return judgeStanding(after).health?.liquidatable !== false
    ? refuse("insufficient-collateral", "The health factor would fall below one.")
    : refuse(
        "ltv-zero-first",
        "Collateral that lends nothing any more must be taken out before any other.",
      );
}

function borrow(standing: AccountStanding, { reserve, amount }: ActionOn): Acted {
  const { pool, eMode } = standing;
  const forbidden = refuseLoan(standing, reserve);
  if (forbidden !== null) return { refusal: forbidden };
  const priceBase = standing.prices?.get(reserve.asset) ?? priceInForce(reserve, eMode);
  if (priceBase === null) {
    return refuse(
      "market-price-missing",
      `The pool's oracle has no price of ${reserve.of.symbol}.`,
    );
  }
  const minted = pool.arithmetic.variableDebt.scaledMinted(amount, reserve.of.debtIndexRay);
  if (minted === 0n) return tooSmall(reserve);
  const after = replaceReserve(
    standing,
    withAmounts(pool, { ...reserve, scaledDebt: reserve.scaledDebt + minted }),
  );
  const verdicts = { before: judgeStanding(standing).health, after: judgeStanding(after).health };
  if (verdicts.before === null || verdicts.after === null) {
    return refuse("market-price-missing", "The pool has no verdict on the account.");
  }
  const lends = pool.arithmetic.accountRules.lends({
    before: verdicts.before,
    after: verdicts.after,
    amountBase: (amount * priceBase) / 10n ** BigInt(reserve.decimals),
  });
  return lends
    ? { refusal: null, after }
    : refuse("insufficient-collateral", "The collateral does not lend so much.");
}

/** Why a reserve is not lent to the account at all, as far as it is known; null where it is. */
export function refuseLoan(
  standing: AccountStanding,
  reserve: StandingReserve,
): RuleRefusal | null {
  const { limits, eMode, pool } = standing;
  const { asset, of } = reserve;
  const say = (code: string, how: string) => ({ code, detail: `${of.symbol} ${how}.` });
  const isOfEMode = eMode === null || eMode.borrowableAssets.has(asset);
  if (!isOfEMode) return say("not-of-e-mode", "is not lent in the account's e-mode");
  const own = limits?.get(asset);
  if (limits === undefined || own === undefined) return null;
  const eModeDecides = eMode !== null && pool.arithmetic.eModeDecidesLoans;
  if (!own.borrowingEnabled && !eModeDecides) return say("borrowing-disabled", "is not lent");
  if (isolatedCollateral(standing) !== null && !own.borrowableInIsolation) {
    return say("isolated-collateral", "is not lent on collateral that has a debt ceiling");
  }
  const others = standing.reserves.filter((one) => one.scaledDebt > 0n && one.asset !== asset);
  const hasSiloed = others.some((one) => limits.get(one.asset)?.siloed === true);
  if ((own.siloed && others.length > 0) || hasSiloed) {
    return say("siloed-debt", "cannot be owed together with what is owed already");
  }
  return null;
}

function repay(standing: AccountStanding, { reserve, amount }: ActionOn): Acted {
  const { pool } = standing;
  if (reserve.scaledDebt === 0n) {
    return refuse("nothing-owed", `No ${reserve.of.symbol} is owed.`);
  }
  const burned =
    amount >= reserve.debtAmount
      ? reserve.scaledDebt
      : pool.arithmetic.variableDebt.scaledBurned(amount, reserve.of.debtIndexRay);
  if (burned === 0n) return tooSmall(reserve);
  return accept(standing, { ...reserve, scaledDebt: reserve.scaledDebt - burned });
}

/** The standing after a withdrawal. @throws RangeError for more than there is. */
export function withoutSupply(
  standing: AccountStanding,
  reserve: StandingReserve,
  amount: bigint,
): AccountStanding {
  if (amount > reserve.aTokenAmount) {
    throw new RangeError(`${amount} of ${reserve.aTokenAmount} cannot be taken out.`);
  }
  const { pool } = standing;
  const isAll = amount === reserve.aTokenAmount;
  const burned = isAll
    ? reserve.scaledSupply
    : pool.arithmetic.aToken.scaledBurned(amount, reserve.of.incomeRay);
  const scaledSupply = reserve.scaledSupply - burned;
  const usedAsCollateral = reserve.usedAsCollateral && scaledSupply > 0n;
  return replaceReserve(
    standing,
    withAmounts(pool, { ...reserve, scaledSupply, usedAsCollateral }),
  );
}

function accept(standing: AccountStanding, reserve: StandingReserve): Acted {
  return { refusal: null, after: replaceReserve(standing, withAmounts(standing.pool, reserve)) };
}

function tooSmall({ of }: StandingReserve): Acted {
  return refuse("too-small", `So little ${of.symbol} is nothing to the pool.`);
}

function refuse(code: string, detail: string): Acted {
  return { refusal: { code, detail } };
}

/** The standing with other amounts in all of some reserves. */
export function withTotals(
  standing: AccountStanding,
  totals: {
    collateral: ReadonlyMap<Address, bigint>;
    debt: ReadonlyMap<Address, bigint>;
  },
): AccountStanding {
  if (totals.collateral.size === 0 && totals.debt.size === 0) return standing;
  const reserves = standing.reserves.map((reserve) => {
    const aTokenAmount = totals.collateral.get(reserve.asset) ?? reserve.aTokenAmount;
    const debtAmount = totals.debt.get(reserve.asset) ?? reserve.debtAmount;
    const isFirst = reserve.aTokenAmount === 0n && aTokenAmount > 0n;
    const usedAsCollateral = isFirst
      ? becomesCollateral(standing, reserve)
      : reserve.usedAsCollateral && aTokenAmount > 0n;
    return { ...reserve, aTokenAmount, debtAmount, usedAsCollateral };
  });
  return { ...standing, reserves };
}
