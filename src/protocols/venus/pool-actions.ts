import { mulDivDown, WAD } from "../../core/fixed-point.ts";
import type { RuleAction, RuleRefusal } from "../../core/market-rule.ts";
import { exchangeRateWad } from "./accrual.ts";
import { judge } from "./judge-account.ts";
import {
  canEnter,
  type Holding,
  type PoolStanding,
  replaceHolding,
  tokensMinted,
} from "./pool-standing.ts";
import type { Market } from "./read-markets.ts";
import { borrowBalance, toUnderlying } from "./valuation.ts";

type ActionOn = Pick<RuleAction, "kind" | "amount"> & { holding: Holding };
type Acted = { refusal: RuleRefusal } | { refusal: null; after: PoolStanding };
/** A market after its accrual in the block, with what it has at hand. */
type AccruedMarket = Market & { cash: bigint; rateWad: bigint };

/**
 * What a vToken and its Comptroller would make of an action in the very block of the standing
 * (VToken.sol and Comptroller.sol of @venusprotocol/isolated-pools 4.4.0): the vToken accrues first,
 * the pool's others stay as they are booked. Caps and pauses are not looked at. A first deposit is
 * taken to enter its market, which takes a call of its own; a deposit to what is there and has not
 * entered stays outside.
 */
export function act(standing: PoolStanding, { kind, amount, holding }: ActionOn): Acted {
  const { market, row } = holding;
  const { symbol } = market.underlying;
  if (!market.isListed) return refuse("market-not-listed", `${symbol} is listed no longer.`);
  const accrued = accrue(market);
  if (accrued === null) return refuse("accrual-failing", `${symbol} cannot accrue interest.`);
  const fresh = replaceHolding(standing, { row, market: accrued });
  switch (kind) {
    case "deposit": {
      const tokens = tokensMinted(amount, accrued.rateWad);
      const isFirst = row.tokens === 0n;
      return accept(fresh, {
        row: {
          ...row,
          tokens: row.tokens + tokens,
          isEntered: row.isEntered || (isFirst && canEnter(standing, holding)),
        },
        market: settle(accrued, { cash: amount, totalSupply: tokens, totalBorrows: 0n }),
      });
    }
    case "withdraw": {
      const tokens = tokensRedeemed(amount, accrued.rateWad);
      const redeemed = toUnderlying(tokens, accrued.rateWad);
      if (tokens > row.tokens) return refuse("exceeds-balance", `There is less ${symbol}.`);
      if (redeemed === 0n) return refuse("too-small", `So little ${symbol} is no vToken.`);
      if (row.isEntered && slackOf(fresh, accrued, { tokens, borrowed: 0n }) < 0n) {
        return refuse("insufficient-collateral", "The collateral factors do not allow it.");
      }
      if (atHand(accrued) < redeemed) return insufficientLiquidity;
      return { refusal: null, after: redeem(fresh, { row, market: accrued }, tokens) };
    }
    case "borrow": {
      if (!canEnter(standing, holding)) {
        return refuse("market-price-missing", `The pool's oracle has no price of ${symbol}.`);
      }
      const entered = replaceHolding(fresh, { row: { ...row, isEntered: true }, market: accrued });
      if (slackOf(entered, accrued, { tokens: 0n, borrowed: amount }) < 0n) {
        return refuse("insufficient-collateral", "The collateral factors do not lend so much.");
      }
      if (atHand(accrued) < amount) return insufficientLiquidity;
      return accept(fresh, {
        row: { ...row, ...owing(holding, accrued, amount), isEntered: true },
        market: settle(accrued, { cash: -amount, totalSupply: 0n, totalBorrows: amount }),
      });
    }
    case "repay": {
      if (amount > borrowBalance(row, accrued.borrowIndexWad)) {
        return refuse("exceeds-balance", `Less ${symbol} is owed.`);
      }
      return accept(fresh, {
        row: { ...row, ...owing(holding, accrued, -amount) },
        market: settle(accrued, { cash: amount, totalSupply: 0n, totalBorrows: -amount }),
      });
    }
  }
}

/**
 * Not negative where the Comptroller lets raw units of the underlying be redeemed (redeemAllowed): by
 * collateral factors, not by liquidation thresholds, over the markets that the account has entered.
 * -1 where the vToken redeems nothing.
 */
export function redemptionSlack(
  standing: PoolStanding,
  { holding, amount }: Pick<ActionOn, "holding" | "amount">,
): bigint {
  const { market, row } = holding;
  const accrued = market.isListed ? accrue(market) : null;
  if (accrued === null) return -1n;
  const asked = tokensRedeemed(amount, accrued.rateWad);
  if (asked > row.tokens) throw new RangeError(`${amount} is more than there is.`);
  // So little is redeemed by none: it goes out only with the rest of the least that is.
  const isNothing = toUnderlying(asked, accrued.rateWad) === 0n;
  const tokens = isNothing ? fewestRedeemed(accrued.rateWad) : asked;
  if (tokens > row.tokens) return -1n;
  if (!row.isEntered) return 1n;
  const fresh = replaceHolding(standing, { row, market: accrued });
  return slackOf(fresh, accrued, { tokens, borrowed: 0n });
}

/**
 * The standing after raw units of the underlying were redeemed, whether or not they are at hand.
 * @throws RangeError where the slack is negative.
 */
export function withoutSupply(
  standing: PoolStanding,
  { holding, amount }: Pick<ActionOn, "holding" | "amount">,
): PoolStanding {
  const { market, row } = holding;
  const accrued = accrue(market);
  if (accrued === null || redemptionSlack(standing, { holding, amount }) < 0n) {
    throw new RangeError(`The pool does not release ${amount} of ${market.underlying.symbol}.`);
  }
  return redeem(standing, { row, market: accrued }, tokensRedeemed(amount, accrued.rateWad));
}

function redeem(
  standing: PoolStanding,
  { row, market }: { row: Holding["row"]; market: AccruedMarket },
  tokens: bigint,
): PoolStanding {
  const cash = -toUnderlying(tokens, market.rateWad);
  return replaceHolding(standing, {
    row: { ...row, tokens: row.tokens - tokens },
    market: settle(market, { cash, totalSupply: -tokens, totalBorrows: 0n }),
  });
}

/** vTokens of the smallest amount that is redeemed at all: two, where a vToken is no whole number of units. */
function fewestRedeemed(rateWad: bigint): bigint {
  const amount = (rateWad + WAD - 1n) / WAD;
  const tokens = tokensRedeemed(amount, rateWad);
  return toUnderlying(tokens, rateWad) === 0n ? tokensRedeemed(amount + 1n, rateWad) : tokens;
}

/** vTokens that pay out raw units of the underlying, rounded up (_redeemFresh). */
function tokensRedeemed(amount: bigint, rateWad: bigint): bigint {
  const tokens = tokensMinted(amount, rateWad);
  const redeemed = toUnderlying(tokens, rateWad);
  return redeemed !== 0n && redeemed !== amount ? tokens + 1n : tokens;
}

/** Weighted collateral less borrows and effects (_getHypotheticalLiquiditySnapshot), USD × 10^18. */
function slackOf(
  standing: PoolStanding,
  { vToken, rateWad, collateralFactorWad }: AccruedMarket,
  effect: { tokens: bigint; borrowed: bigint },
): bigint {
  const { sums } = judge(standing.holdings, standing.prices);
  const price = standing.prices.get(vToken.token) ?? null;
  if (sums === null || price === null) {
    throw new RangeError("A pool that had a verdict has none.");
  }
  const tokenPrice = mulDivDown(rateWad, price, WAD);
  const weightedPrice = mulDivDown(collateralFactorWad, tokenPrice, WAD);
  const effects =
    mulDivDown(weightedPrice, effect.tokens, WAD) + mulDivDown(price, effect.borrowed, WAD);
  return sums.borrowingWeighted - sums.borrows - effects;
}

/** Null where the vToken cannot accrue, or does not state its rate. */
function accrue(market: Market): AccruedMarket | null {
  const { accrued, cash } = market.rates;
  if (accrued === null || accrued.exchangeRateWad === null || cash === null) return null;
  const { totalBorrows, totalReserves, borrowIndexWad, exchangeRateWad: rateWad } = accrued;
  return {
    ...market,
    ...{ totalBorrows, totalReserves, borrowIndexWad, cash, rateWad },
    rates: { ...market.rates, storedExchangeRateWad: rateWad },
  };
}

/** The market after what an action moves; of an empty one the rate stays as it was. */
function settle(
  market: AccruedMarket,
  moved: { cash: bigint; totalSupply: bigint; totalBorrows: bigint },
): Market {
  const cash = market.cash + moved.cash;
  const totalSupply = market.totalSupply + moved.totalSupply;
  const totalBorrows = market.totalBorrows + moved.totalBorrows;
  const { totalReserves, borrowIndexWad, badDebt } = market;
  const totals = { totalBorrows, totalReserves, borrowIndexWad };
  const rateWad = exchangeRateWad({ cash, totals, badDebt, totalSupply }) ?? market.rateWad;
  return {
    ...market,
    ...{ totalSupply, totalBorrows },
    rates: {
      ...{ isTimeBased: market.rates.isTimeBased, cash, storedExchangeRateWad: rateWad },
      accrued: { ...totals, exchangeRateWad: rateWad },
      // What the model makes of the new utilisation is not known.
      accruedAfter: null,
    },
  };
}

function owing({ row }: Holding, { borrowIndexWad }: AccruedMarket, more: bigint) {
  return { borrowPrincipal: borrowBalance(row, borrowIndexWad) + more, borrowIndexWad };
}

function atHand({ cash, totalReserves }: AccruedMarket): bigint {
  return cash - totalReserves;
}

const insufficientLiquidity: Acted = refuse(
  "insufficient-liquidity",
  "So much is not at hand in the market.",
);

function accept(standing: PoolStanding, holding: Holding): Acted {
  return { refusal: null, after: replaceHolding(standing, holding) };
}

function refuse(code: string, detail: string): Acted {
  return { refusal: { code, detail } };
}
