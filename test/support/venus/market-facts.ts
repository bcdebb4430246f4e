import type { MarketFacts } from "../../../src/protocols/venus/state.ts";

/** The books of a vToken in which nothing has happened. */
export function marketFacts(change: Partial<MarketFacts> = {}): MarketFacts {
  return {
    isListed: true,
    isForcedLiquidation: false,
    collateralFactorWad: 0n,
    liquidationThresholdWad: 0n,
    reserveFactorWad: 0n,
    protocolSeizeShareWad: 0n,
    totalSupply: 0n,
    totalBorrows: 0n,
    totalReserves: 0n,
    badDebt: 0n,
    borrowIndexWad: 10n ** 18n,
    accruedAtBlock: 0n,
    accruedAtSeconds: 0n,
    ...change,
  };
}
