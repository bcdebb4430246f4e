import type { Address } from "viem";
import { lowerCase } from "./deployments.ts";
import type { Standing } from "./read-accounts.ts";
import type { Collateral, Exposure, MarginParameters } from "./valuation.ts";

/** What the margin is computed from; null where the contracts fail to state a part. */
export function marginParametersOf(standing: Standing): MarginParameters | null {
  const { house, balances, owedRealizedPnlWad } = standing;
  const { address, decimals } = house.deployment.settlementToken;
  const exposures = exposuresOf(standing);
  const collaterals = collateralsOf(standing);
  if (exposures === null || collaterals === null || house.rules === null) return null;
  return {
    settlementBalance: balances.get(lowerCase(address)) ?? 0n,
    settlementDecimals: decimals,
    collaterals: [...collaterals.values()],
    ...{ owedRealizedPnlWad, exposures, rules: house.rules },
  };
}

/** Null where the contracts fail to state one. */
export function exposuresOf({ markets }: Standing): Exposure[] | null {
  const exposures = markets.map(({ exposure }) => exposure).filter((one) => one !== null);
  return exposures.length === markets.length ? exposures : null;
}

/** The account's tokens that are not settled in; null where the price of one is not known. */
export function collateralsOf({ house, balances }: Standing): Map<Address, Collateral> | null {
  const collaterals = new Map<Address, Collateral>();
  for (const { token, decimals, price, collateralRatio } of house.collaterals.values()) {
    const amount = balances.get(token);
    if (amount === undefined) continue;
    if (price === null) return null;
    collaterals.set(token, {
      ...{ amount, decimals, ratio: collateralRatio },
      ...{ price: price.value, priceDecimals: price.decimals },
    });
  }
  return collaterals;
}
