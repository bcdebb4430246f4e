import { enteredHoldings } from "./judge-account.ts";
import type { Holding, PoolStanding } from "./pool-standing.ts";

/**
 * The standing so many seconds later, where every market that the account has entered accrues then and
 * none before, at the rates of the block. Null where one of them counts blocks, or cannot accrue.
 */
export function agedStanding(standing: PoolStanding, seconds: bigint): PoolStanding | null {
  const entered = new Set(enteredHoldings(standing.holdings));
  const holdings: Holding[] = [];
  for (const holding of standing.holdings) {
    const aged = entered.has(holding) ? agedHolding(holding, seconds) : holding;
    if (aged === null) return null;
    holdings.push(aged);
  }
  return { ...standing, holdings };
}

function agedHolding({ row, market }: Holding, seconds: bigint): Holding | null {
  const { accruedAfter } = market.rates;
  if (accruedAfter === null) return null;
  const accrued = accruedAfter(seconds);
  const { exchangeRateWad, ...totals } = accrued;
  return {
    row,
    market: {
      ...{ ...market, ...totals },
      rates: {
        ...{ ...market.rates, accrued, storedExchangeRateWad: exchangeRateWad },
        accruedAfter: (later) => accruedAfter(seconds + later),
      },
    },
  };
}
