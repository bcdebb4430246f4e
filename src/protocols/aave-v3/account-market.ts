import type { Address } from "viem";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import { type AccountStanding, judgeStanding, standingOf } from "./account-standing.ts";
import type { AaveV3Arithmetic } from "./arithmetic.ts";
import { poolRule } from "./pool-rule.ts";
import type { AccountStates } from "./read-accounts.ts";
import type { Pool } from "./read-pools.ts";
import type { AccountEMode, AccountReserve } from "./valuation.ts";

export const AAVE_V3 = "aave-v3";

/** An account's positions in a pool and the pool's own verdict on them; null without any position. */
export function accountMarket(parameters: {
  account: Address;
  chainId: number;
  pool: Pool;
  states: AccountStates;
}): AccountMarket | null {
  const standing = standingOf(parameters);
  const isEmpty = standing.reserves.every(
    ({ aTokenAmount, debtAmount }) => aTokenAmount === 0n && debtAmount === 0n,
  );
  return isEmpty ? null : marketOfStanding(standing);
}

/** The same of a standing, with or without positions. */
export function marketOfStanding(standing: AccountStanding): AccountMarket {
  const { account, chainId, pool } = standing;
  const { health, unpriced } = judgeStanding(standing);
  const causes = [
    ...unpriced.map((asset) => unpricedCause(chainId, pool, asset)),
    ...(pool.stableDebtSymbols.length > 0 ? [stableDebtCause(chainId, pool)] : []),
  ];
  const isKnown = causes.length === 0 && health !== null;
  return {
    account,
    chainId,
    protocol: AAVE_V3,
    marketId: pool.marketId,
    positions: positionsOf(standing),
    health: isKnown ? health : null,
    causes,
    rule: isKnown ? poolRule(standing, marketOfStanding) : undefined,
  };
}

function positionsOf({ chainId, pool, eMode, reserves }: AccountStanding): Position[] {
  const positions: Position[] = [];
  for (const reserve of reserves) {
    const { of, aTokenAmount, debtAmount } = reserve;
    const place = {
      asset: assetCaip19(chainId, of.asset),
      symbol: of.symbol,
      decimals: of.decimals,
      enforceability: "observed",
    } as const;
    if (aTokenAmount > 0n) {
      positions.push({
        kind: "collateral",
        ...place,
        amount: aTokenAmount,
        holder: of.aToken,
        securesDebt: securesDebt(pool.arithmetic, reserve, eMode),
      });
    }
    if (debtAmount > 0n) {
      positions.push({
        kind: "debt",
        ...place,
        amount: debtAmount,
        holder: of.variableDebtToken,
        securesDebt: true,
      });
    }
  }
  return positions;
}

function securesDebt(
  { accountRules }: AaveV3Arithmetic,
  reserve: AccountReserve,
  eMode: AccountEMode | null,
): boolean {
  if (!reserve.usedAsCollateral) return false;
  const terms = accountRules.collateralTerms(reserve, eMode);
  return terms !== null && terms.liquidationThresholdBps > 0n;
}

function unpricedCause(chainId: number, pool: Pool, asset: Address): Cause {
  const symbol = pool.reserves.find((reserve) => reserve.asset === asset)?.symbol ?? asset;
  return {
    code: "market-price-missing",
    detail: `The market's own oracle gives no known positive price of ${symbol}, so its health is not known.`,
    chainId,
    marketId: pool.marketId,
    asset: assetCaip19(chainId, asset),
  };
}

function stableDebtCause(chainId: number, pool: Pool): Cause {
  return {
    code: "stable-debt-not-indexed",
    detail: `The market has allowed stable-rate debt in ${pool.stableDebtSymbols.join(", ")}, which Ballast does not index: debts may be missing and the health is not known.`,
    chainId,
    marketId: pool.marketId,
  };
}
