import type { Address } from "viem";
import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Market, MarketToken } from "./market-state.ts";
import { positionRule } from "./position-rule.ts";
import { judgeAmounts, type PositionStanding, standingAmounts } from "./position-standing.ts";
import type { MarketPosition } from "./state.ts";
import type { PositionAmounts } from "./valuation.ts";

export const MORPHO_BLUE = "morpho-blue";

/**
 * An account's positions in a market and Morpho's own verdict on them; null where it has nothing. The
 * verdict is null for an account that only supplies, on whom the market has no rule.
 */
export async function accountMarket(
  parameters: Pick<ReadPlace, "contracts" | "block"> & StandingParameters,
): Promise<AccountMarket | null> {
  const standing = standingOf(parameters);
  const amounts = standingAmounts(standing);
  if (positionsOf(standing.market, amounts).length === 0) return null;
  if (amounts.borrowAssets > 0n || amounts.collateral > 0n) return readAccountMarket(parameters);
  return marketWithoutRule(standing);
}

/** The same with Morpho's rule also on an account that has nothing there, or only supplies. */
export async function readAccountMarket(
  parameters: Pick<ReadPlace, "contracts" | "block"> & StandingParameters,
): Promise<AccountMarket> {
  const { contracts, block, market } = parameters;
  const standing = standingOf(parameters);
  // No log says the price: only the oracle itself, at this block.
  const oraclePrice = await contracts.read({
    block,
    address: market.oracle,
    abi: morphoBlueOracleAbi,
    functionName: "price",
    args: [],
  });
  if (oraclePrice !== null) return marketOfStanding({ ...standing, oraclePrice });
  const unpriced = marketWithoutRule(standing);
  return { ...unpriced, causes: [unpricedCause(block.chainId, unpriced.marketId, market)] };
}

type StandingParameters = { account: Address; market: Market; position: MarketPosition };
type UnpricedStanding = Omit<PositionStanding, "oraclePrice">;

function standingOf({
  block,
  account,
  market,
  position,
}: Pick<ReadPlace, "block"> & StandingParameters): UnpricedStanding {
  const pendingFeeShares = market.feeRecipient === account ? market.pendingFeeShares : 0n;
  return {
    ...{ account, chainId: block.chainId, market },
    position: { ...position, supplyShares: position.supplyShares + pendingFeeShares },
  };
}

function marketWithoutRule(standing: UnpricedStanding): AccountMarket {
  const { account, chainId, market } = standing;
  return {
    ...{ account, chainId, protocol: MORPHO_BLUE },
    marketId: morphoBlueMarketId(market.market),
    positions: positionsOf(market, standingAmounts(standing)),
    ...{ health: null, causes: [] },
  };
}

function marketOfStanding(standing: PositionStanding): AccountMarket {
  const amounts = standingAmounts(standing);
  const isJudged = amounts.borrowAssets > 0n || amounts.collateral > 0n;
  return {
    ...marketWithoutRule(standing),
    health: isJudged ? judgeAmounts(standing, amounts) : null,
    rule: positionRule(standing, marketOfStanding),
  };
}

/** The name of a market, by its id in Morpho. */
export function morphoBlueMarketId(market: Market["market"]): string {
  return `${MORPHO_BLUE}:${market}`;
}

function positionsOf(market: Market, amounts: PositionAmounts): Position[] {
  const { loanToken, collateralToken, morpho } = market;
  const place = (token: MarketToken) =>
    ({
      asset: token.asset,
      symbol: token.symbol,
      decimals: token.decimals,
      holder: morpho,
      enforceability: "observed",
    }) as const;
  const positions: Position[] = [];
  if (amounts.supplyAssets > 0n) {
    positions.push({
      kind: "collateral",
      ...place(loanToken),
      amount: amounts.supplyAssets,
      securesDebt: false,
    });
  }
  if (amounts.collateral > 0n && collateralToken !== null) {
    positions.push({
      kind: "collateral",
      ...place(collateralToken),
      amount: amounts.collateral,
      securesDebt: true,
    });
  }
  if (amounts.borrowAssets > 0n) {
    positions.push({
      kind: "debt",
      ...place(loanToken),
      amount: amounts.borrowAssets,
      securesDebt: true,
    });
  }
  return positions;
}

function unpricedCause(chainId: number, marketId: string, market: Market): Cause {
  const symbol = market.collateralToken?.symbol ?? "its collateral";
  return {
    code: "market-price-missing",
    detail: `The market's own oracle ${market.oracle} states no price of ${symbol}, so its health is not known.`,
    chainId,
    marketId,
    asset: market.collateralToken?.asset,
  };
}
