import type { Address } from "viem";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import type { AaveV3Arithmetic } from "./arithmetic.ts";
import { poolRule } from "./pool-rule.ts";
import type { AccountStates } from "./read-accounts.ts";
import type { Pool } from "./read-pools.ts";
import { type AccountEMode, type AccountReserve, accountData } from "./valuation.ts";

export const AAVE_V3 = "aave-v3";

/** An account's positions in a pool and the pool's own verdict on them; null without any position. */
export function accountMarket(parameters: {
  account: Address;
  chainId: number;
  pool: Pool;
  states: AccountStates;
}): AccountMarket | null {
  const { account, chainId, pool, states } = parameters;
  const { arithmetic } = pool;
  const eMode = pool.eModes.get(states.eModeCategoryId(account, pool.address)) ?? null;
  const positions: Position[] = [];
  const reserves: AccountReserve[] = [];
  for (const reserve of pool.reserves) {
    const aTokenAmount = arithmetic.aToken.amount(
      states.scaledBalance(account, reserve.aToken),
      reserve.incomeRay,
    );
    const debtAmount = arithmetic.variableDebt.amount(
      states.scaledBalance(account, reserve.variableDebtToken),
      reserve.debtIndexRay,
    );
    const accountReserve: AccountReserve = {
      asset: reserve.asset,
      decimals: reserve.decimals,
      aTokenAmount,
      debtAmount,
      usedAsCollateral: states.usesAsCollateral(account, pool.address, reserve.asset),
      ltvBps: BigInt(reserve.ltvBps),
      liquidationThresholdBps: BigInt(reserve.liquidationThresholdBps),
      priceBase: reserve.priceBase,
    };
    const place = {
      asset: assetCaip19(chainId, reserve.asset),
      symbol: reserve.symbol,
      decimals: reserve.decimals,
      enforceability: "observed",
    } as const;
    if (aTokenAmount > 0n) {
      positions.push({
        kind: "collateral",
        ...place,
        amount: aTokenAmount,
        holder: reserve.aToken,
        securesDebt: securesDebt(arithmetic, accountReserve, eMode),
      });
    }
    if (debtAmount > 0n) {
      positions.push({
        kind: "debt",
        ...place,
        amount: debtAmount,
        holder: reserve.variableDebtToken,
        securesDebt: true,
      });
    }
    reserves.push(accountReserve);
  }
  if (positions.length === 0) return null;

  const input = { rules: arithmetic.accountRules, reserves, eMode };
  const { health, unpriced } = accountData(input);
  const causes = [
    ...unpriced.map((asset) => unpricedCause(chainId, pool, asset)),
    ...(pool.stableDebtSymbols.length > 0 ? [stableDebtCause(chainId, pool)] : []),
  ];
  return {
    account,
    chainId,
    protocol: AAVE_V3,
    marketId: pool.marketId,
    positions,
    health: causes.length > 0 ? null : health,
    causes,
    rule: causes.length > 0 || health === null ? undefined : poolRule(chainId, pool, input),
  };
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
