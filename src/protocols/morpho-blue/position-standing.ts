import type { Address } from "viem";
import type { MarketHealth } from "../../core/position.ts";
import type { Market } from "./market-state.ts";
import type { MarketPosition } from "./state.ts";
import { type PositionAmounts, positionAmounts, positionHealth } from "./valuation.ts";

/** All that an account has and owes in a market, accrued to the block, and the price that judges it. */
export type PositionStanding = {
  account: Address;
  chainId: number;
  market: Market;
  /** With the fee shares that the account would get if the market accrued now. */
  position: MarketPosition;
  /** Raw units of the loan token per raw unit of collateral, × 10^36. */
  oraclePrice: bigint;
};

export function standingAmounts({
  market,
  position,
}: Pick<PositionStanding, "market" | "position">): PositionAmounts {
  return positionAmounts(position, market.totals);
}

/** Morpho's verdict on the amounts, at another price of its oracle where one is given. */
export function judgeAmounts(
  { market, oraclePrice }: PositionStanding,
  amounts: Pick<PositionAmounts, "borrowAssets" | "collateral">,
  price = oraclePrice,
): MarketHealth {
  const { lltvWad, loanToken } = market;
  return {
    ...positionHealth({
      ...{ amounts, lltvWad, oraclePrice: price, loanTokenDecimals: loanToken.decimals },
    }),
    baseAsset: loanToken.asset,
  };
}
