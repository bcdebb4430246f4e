import type { Address } from "viem";
import type { MarketRule } from "../../core/market-rule.ts";
import type { AccountMarket, Cause, MarketHealth, Position } from "../../core/position.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Market, MarketToken } from "./market-state.ts";
import { readOraclePrice } from "./read-oracle-price.ts";
import type { MarketPosition } from "./state.ts";
import {
  ORACLE_PRICE_SCALE,
  type PositionAmounts,
  positionAmounts,
  positionHealth,
} from "./valuation.ts";

export const MORPHO_BLUE = "morpho-blue";

/**
 * An account's positions in a market and Morpho's own verdict on them; null where it has nothing. The
 * verdict is null for an account that only supplies, on whom the market has no rule.
 */
export async function accountMarket(
  parameters: Pick<ReadPlace, "contracts" | "block"> & {
    account: Address;
    market: Market;
    position: MarketPosition;
  },
): Promise<AccountMarket | null> {
  const { contracts, block, account, market, position } = parameters;
  const isFeeRecipient = market.feeRecipient === account;
  const amounts = positionAmounts(
    isFeeRecipient
      ? { ...position, supplyShares: position.supplyShares + market.pendingFeeShares }
      : position,
    market.totals,
  );
  const positions = positionsOf(market, amounts);
  if (positions.length === 0) return null;
  const marketId = `${MORPHO_BLUE}:${market.market}`;
  const common = { account, chainId: block.chainId, protocol: MORPHO_BLUE, marketId, positions };
  if (amounts.borrowAssets === 0n && amounts.collateral === 0n) {
    return { ...common, health: null, causes: [] };
  }
  const oraclePrice = await readOraclePrice({ contracts, block }, market);
  if (oraclePrice === null) {
    return { ...common, health: null, causes: [unpricedCause(block.chainId, marketId, market)] };
  }
  const rule = ruleOf(market, amounts, oraclePrice);
  return { ...common, health: rule.judge({}), causes: [], rule };
}

/** The oracle states raw units of the loan token per raw unit of collateral, × 10^36. */
function ruleOf(market: Market, amounts: PositionAmounts, oraclePrice: bigint): MarketRule {
  const { collateralToken, loanToken, lltvWad } = market;
  const judgeAt = (
    price: bigint,
    amounts: Pick<PositionAmounts, "borrowAssets" | "collateral">,
  ): MarketHealth => ({
    ...positionHealth({
      ...{ amounts, lltvWad, oraclePrice: price, loanTokenDecimals: loanToken.decimals },
    }),
    baseAsset: loanToken.asset,
  });
  if (collateralToken === null) return { prices: [], judge: () => judgeAt(oraclePrice, amounts) };
  const { asset, symbol, decimals } = collateralToken;
  return {
    prices: [
      {
        ...{ asset, symbol, price: oraclePrice, unit: loanToken.asset },
        perToken: {
          numerator: 10n ** BigInt(decimals),
          denominator: ORACLE_PRICE_SCALE * 10n ** BigInt(loanToken.decimals),
        },
      },
    ],
    judge({ prices, collateral, debt }) {
      return judgeAt(prices?.get(asset) ?? oraclePrice, {
        collateral: collateral?.get(asset) ?? amounts.collateral,
        borrowAssets: debt?.get(loanToken.asset) ?? amounts.borrowAssets,
      });
    },
  };
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
