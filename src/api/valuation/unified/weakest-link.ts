import { BPS, WAD } from "../../../core/fixed-point.ts";
import type { AccountMarket } from "../../../core/position.ts";
import type { WeakestLink } from "./unified-value.ts";

/** Of the account's own markets the one whose own verdict is the worst. */
export function weakestLink(markets: readonly AccountMarket[]): WeakestLink {
  let weakest: WeakestLink = { state: "none" };
  for (const market of markets) {
    if (market.passThrough === true) continue;
    const { account, chainId, marketId, health } = market;
    if (health === null) {
      if (hasDebt(market) && market.causes.length > 0)
        return { state: "unknown", account, chainId, marketId };
      continue;
    }
    const { healthFactorWad, liquidatable } = health;
    if (healthFactorWad === null) continue;
    if (weakest.state === "known" && weakest.healthFactorWad <= healthFactorWad) continue;
    const distanceBps = healthFactorWad <= WAD ? 0n : BPS - ceil(WAD * BPS, healthFactorWad);
    weakest = {
      ...{ state: "known", account, chainId, marketId },
      ...{ healthFactorWad, distanceBps, liquidatable },
    };
  }
  return weakest;
}

function hasDebt({ positions, debtUnknown }: AccountMarket): boolean {
  return (
    debtUnknown === true || positions.some(({ kind, amount }) => kind === "debt" && amount > 0n)
  );
}

function ceil(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
