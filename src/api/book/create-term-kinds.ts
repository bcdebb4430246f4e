import type { ScreenTerm } from "../../protocols/holdings-reader.ts";
import type { ScreenPrices } from "./screen-prices.ts";

/** Of each place (a protocol on a chain) the values of its factors by name. */
export type PlaceFactors = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What is one to a quantity of a kind: by the market's own rule, by the same with Ballast's prices, in USD. */
export const COEFFICIENTS = 3;

/** Terms that differ in nothing but their quantity are of one kind. */
export type TermKinds = {
  /** The number of a term's kind; odd for debt. Each call counts as one use. */
  use(placeKey: string, term: ScreenTerm): number;
  release(kind: number): void;
  /** Names of the factors that the kinds in use ask for at a place. */
  factorNames(placeKey: string): Set<string>;
  /** {@link COEFFICIENTS} values for each kind; NaN where a factor or a price is not known. */
  coefficients(known: { factors: PlaceFactors; prices: ScreenPrices }): Float64Array;
};

type Kind = { key: string; placeKey: string; term: Omit<ScreenTerm, "quantity">; uses: number };

export function createTermKinds(): TermKinds {
  const kinds: (Kind | undefined)[] = [];
  const byKey = new Map<string, number>();
  const free: { collateral: number[]; debt: number[] } = { collateral: [], debt: [] };

  /** Collateral takes even numbers, debt odd ones. */
  function newNumber(side: ScreenTerm["side"]): number {
    const known = free[side].pop();
    if (known !== undefined) return known;
    const number = kinds.length;
    kinds.push(undefined, undefined);
    free[side === "collateral" ? "debt" : "collateral"].push(
      side === "collateral" ? number + 1 : number,
    );
    return side === "collateral" ? number : number + 1;
  }

  return {
    use(placeKey, term) {
      const { side, asset, amountFactor, weightFactor, oraclePriceFactor, pricedBy } = term;
      const key = `${placeKey}\n${side}\n${asset}\n${amountFactor}\n${weightFactor ?? ""}\n${oraclePriceFactor ?? ""}\n${pricedBy === null ? "" : `${pricedBy.asset}\n${pricedBy.unit}`}`;
      const known = byKey.get(key);
      if (known !== undefined) {
        kinds[known]!.uses += 1;
        return known;
      }
      const number = newNumber(side);
      const shape = { side, asset, amountFactor, weightFactor, oraclePriceFactor, pricedBy };
      kinds[number] = { key, placeKey, term: shape, uses: 1 };
      byKey.set(key, number);
      return number;
    },

    release(number) {
      const kind = kinds[number];
      if (kind === undefined) throw new RangeError(`Kind ${number} is not in use.`);
      kind.uses -= 1;
      if (kind.uses > 0) return;
      byKey.delete(kind.key);
      kinds[number] = undefined;
      free[kind.term.side].push(number);
    },

    factorNames(placeKey) {
      const names = new Set<string>();
      for (const kind of kinds) {
        if (kind?.placeKey !== placeKey) continue;
        const { amountFactor, weightFactor, oraclePriceFactor } = kind.term;
        names.add(amountFactor);
        if (weightFactor !== null) names.add(weightFactor);
        if (oraclePriceFactor !== null) names.add(oraclePriceFactor);
      }
      return names;
    },

    coefficients({ factors, prices }) {
      const coefficients = new Float64Array(kinds.length * COEFFICIENTS);
      for (const [number, kind] of kinds.entries()) {
        if (kind === undefined) continue;
        const { term, placeKey } = kind;
        const factor = (name: string | null) =>
          name === null ? 1 : (factors.get(placeKey)?.get(name) ?? Number.NaN);
        const amount = factor(term.amountFactor);
        const counted = amount * factor(term.weightFactor);
        const ownPrice =
          term.pricedBy === null
            ? factor(term.oraclePriceFactor)
            : prices.mid(term.pricedBy.asset) /
              (term.pricedBy.unit === null ? 1 : prices.mid(term.pricedBy.unit));
        const usd = term.side === "debt" ? prices.high(term.asset) : prices.low(term.asset);
        coefficients.set(
          [counted * factor(term.oraclePriceFactor), counted * ownPrice, amount * usd],
          number * COEFFICIENTS,
        );
      }
      return coefficients;
    },
  };
}
