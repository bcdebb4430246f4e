import { BallastError } from "../../core/ballast-error.ts";

/*
 * What the events of Perp v2 do to its books, as Vault.sol, AccountBalance.sol and OrderBook.sol do it.
 * A result that the contracts could not have means that an event was missed.
 */

/** What an account has in a market as a taker: base and what it stands for in quote, wad, signed. */
export type Taker = { sizeWad: bigint; openNotionalWad: bigint };
/** A maker's range and what it owes for it, wad. */
export type Order = { liquidity: bigint; baseDebtWad: bigint; quoteDebtWad: bigint };

export const noTaker: Taker = { sizeWad: 0n, openNotionalWad: 0n };
export const noOrder: Order = { liquidity: 0n, baseDebtWad: 0n, quoteDebtWad: 0n };

/** AccountBalance._DUST: less than this in size and notional is deleted where no range is open. */
const DUST = 10n;

/** ⌊amount / denominator⌋, also of a negative amount: SettlementTokenMath.formatSettlementToken. */
export function floorDivide(amount: bigint, denominator: bigint): bigint {
  const quotient = amount / denominator;
  return amount < 0n && quotient * denominator !== amount ? quotient - 1n : quotient;
}

/**
 * A withdrawal of the settlement token, which first takes all that is owed into the balance:
 * Vault._settleAndDecreaseBalance. What is lost by rounding is gone.
 */
export function withdrawSettled(parameters: {
  balance: bigint;
  owedRealizedPnlWad: bigint;
  amount: bigint;
  decimals: number;
}): { balance: bigint; owedRealizedPnlWad: bigint } {
  const { balance, owedRealizedPnlWad, amount, decimals } = parameters;
  const settled = floorDivide(owedRealizedPnlWad, 10n ** BigInt(18 - decimals));
  return { balance: balance + settled - amount, owedRealizedPnlWad: 0n };
}

/**
 * PositionChanged: the exchanged notional includes the fee, and what is realised leaves the open
 * notional. The event's own open notional is 0 where the contract has deleted the rest.
 * @param parameters.orders Open ranges before the event.
 * @throws BallastError `perp-v2-books-differ` where the event states another open notional.
 */
export function changeTaker(parameters: {
  taker: Taker;
  orders: number;
  event: {
    exchangedPositionSize: bigint;
    exchangedPositionNotional: bigint;
    fee: bigint;
    openNotional: bigint;
    realizedPnl: bigint;
  };
}): Taker {
  const { taker, orders, event } = parameters;
  const sizeWad = taker.sizeWad + event.exchangedPositionSize;
  const openNotionalWad =
    taker.openNotionalWad + event.exchangedPositionNotional - event.fee - event.realizedPnl;
  const after = { sizeWad, openNotionalWad };
  const isDeleted =
    event.openNotional === 0n && isDust(after) && (openNotionalWad !== 0n || orders === 0);
  if (isDeleted) return noTaker;
  if (event.openNotional !== openNotionalWad) {
    throw new BallastError(
      `An open notional is ${event.openNotional} by the event, ${openNotionalWad} by those before it.`,
      {
        code: "perp-v2-books-differ",
        remedy: "Index from the clearing house's own block, and only this version of it.",
      },
    );
  }
  return after;
}

/** Whether the contract deletes such a position where no range is open. */
export function isDust({ sizeWad, openNotionalWad }: Taker): boolean {
  return absolute(sizeWad) < DUST && absolute(openNotionalWad) < DUST;
}

/**
 * LiquidityChanged: what is added is owed; what is removed takes its share of the debts, rounded down.
 * @throws BallastError `perp-v2-liquidity-negative` where more is removed than there was.
 */
export function changeOrder(
  order: Order,
  event: { liquidity: bigint; base: bigint; quote: bigint },
): Order {
  const liquidity = order.liquidity + event.liquidity;
  if (event.liquidity > 0n) {
    return {
      liquidity,
      baseDebtWad: order.baseDebtWad + event.base,
      quoteDebtWad: order.quoteDebtWad + event.quote,
    };
  }
  if (liquidity < 0n) {
    throw new BallastError(`A range would have the liquidity ${liquidity}: events are missing.`, {
      code: "perp-v2-liquidity-negative",
      remedy: "Index from the clearing house's own block.",
    });
  }
  if (liquidity === 0n) return noOrder;
  const kept = (debt: bigint) => debt - (debt * -event.liquidity) / order.liquidity;
  return {
    liquidity,
    baseDebtWad: kept(order.baseDebtWad),
    quoteDebtWad: kept(order.quoteDebtWad),
  };
}

/** A size as AccountBalance states it: less than 10 wei is none. */
export function withoutDust(sizeWad: bigint): bigint {
  return absolute(sizeWad) < DUST ? 0n : sizeWad;
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
