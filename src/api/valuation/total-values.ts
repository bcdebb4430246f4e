import type { ValuedPosition, ValueTotals } from "./account-value.ts";

/**
 * Totals of one market: gross = Σ collateral, debt = Σ debt, net = gross − debt, adjusted =
 * max(0, Σ collateral after haircut − debt). Null where a part has no value.
 */
export function totalMarket(positions: readonly ValuedPosition[]): ValueTotals {
  const collateral = positions.filter((position) => position.kind === "collateral");
  const debts = positions.filter((position) => position.kind === "debt");
  const grossWad = sum(collateral.map((position) => position.valueWad));
  const debtWad = sum(debts.map((position) => position.valueWad));
  const free = difference(sum(collateral.map((position) => position.adjustedWad)), debtWad);
  return {
    grossWad,
    debtWad,
    netWad: difference(grossWad, debtWad),
    adjustedWad: free === null || free > 0n ? free : 0n,
  };
}

/** Totals of a market that has a debt of an amount nobody knows. */
export const unknownTotals: ValueTotals = {
  grossWad: null,
  debtWad: null,
  netWad: null,
  adjustedWad: null,
};

/** Totals over markets: plain sums, so that one market's shortfall takes nothing from another. */
export function totalAccount(markets: readonly { totals: ValueTotals }[]): ValueTotals {
  const totals = markets.map((market) => market.totals);
  return {
    grossWad: sum(totals.map((one) => one.grossWad)),
    debtWad: sum(totals.map((one) => one.debtWad)),
    netWad: sum(totals.map((one) => one.netWad)),
    adjustedWad: sum(totals.map((one) => one.adjustedWad)),
  };
}

function sum(values: readonly (bigint | null)[]): bigint | null {
  let total = 0n;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}

function difference(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a - b;
}
