import type { Collateral, ExactValue, Margin } from "./valuation.ts";

/** Ratios of the contracts are in 10^-6. */
const ONE = 1_000_000n;

type Free = { exact: ExactValue; margin: Pick<Margin, "exactFreeCollateralWad"> };

/**
 * Vault.getFreeCollateralByToken of the settlement token: what is free, at most the balance with all that
 * is owed but not what is unrealised. Raw units, rounded down.
 */
export function freeSettlementToken({ exact, margin }: Free, decimals: number): bigint {
  const settledWad = exact.settlementValueWad - exact.unrealizedPnlWad;
  const free = margin.exactFreeCollateralWad;
  if (exact.settlementValueWad < 0n || settledWad <= 0n) return 0n;
  return (free < settledWad ? free : settledWad) / 10n ** BigInt(18 - decimals);
}

/**
 * Vault.getFreeCollateralByToken of another token: as much of it as what is free stands for (rounded up
 * in wad, then down to the token's decimals) at the ratio that counts, at most the balance.
 */
export function freeCollateralToken({ exact, margin }: Free, collateral: Collateral): bigint {
  const { amount, decimals, price, priceDecimals, ratio } = collateral;
  const free = margin.exactFreeCollateralWad;
  if (exact.settlementValueWad < 0n || free === 0n) return 0n;
  const priceUnit = 10n ** BigInt(priceDecimals);
  const divideUp = (wad: bigint) => (wad * priceUnit + price - 1n) / price;
  const units =
    decimals > 18
      ? divideUp(free * 10n ** BigInt(decimals - 18))
      : divideUp(free) / 10n ** BigInt(18 - decimals);
  const worth = (units * ONE) / BigInt(ratio);
  return worth < amount ? worth : amount;
}
