import { BPS, mulDivUp } from "../../../core/fixed-point.ts";
import type { Price } from "../../pricing/price.ts";
import { doubtedSides, PRICE_DOUBTS, type PriceDoubt } from "../price-doubt.ts";
import type { BoundSource, ValueBounds } from "./unified-value.ts";

/** A value of an account at given prices, with or without what may leave at any time; null: not known. */
export type Valuation = (
  prices: ReadonlyMap<string, Price>,
  options: { withoutPending: boolean },
) => bigint | null;

/**
 * The bounds of a value: at prices whose sides are as far apart as their doubts go, one reason added after
 * the other; then over the amounts of the newest final blocks as well; then without what has been
 * asked back and may leave. Null where a valuation is.
 */
export function valueBounds(parameters: {
  value: Valuation;
  /** The same at the positions of the newest final blocks; null where all is final. */
  finalValue: Valuation | null | "unknown";
  prices: ReadonlyMap<string, Price>;
  doubts: ReadonlyMap<string, PriceDoubt>;
}): ValueBounds | null {
  const { value, prices, doubts } = parameters;
  const finalValue = parameters.finalValue === "unknown" ? null : parameters.finalValue;
  const steps: Step[] = [];
  let [worst, best] = [prices, prices];
  for (const [index, source] of PRICE_DOUBTS.entries()) {
    const sources = PRICE_DOUBTS.slice(0, index + 1);
    worst = mapSides(prices, doubts, sources, false);
    best = mapSides(prices, doubts, sources, true);
    steps.push({
      source,
      lower: value(worst, { withoutPending: false }),
      upper: value(best, { withoutPending: false }),
    });
  }
  const last = steps.at(-1);
  const finalLower = finalValue?.(worst, { withoutPending: false }) ?? null;
  const finalUpper = finalValue?.(best, { withoutPending: false }) ?? null;
  if (last === undefined || (finalValue !== null && (finalLower === null || finalUpper === null))) {
    return null;
  }
  const lower = least(last.lower, finalLower);
  const upper = most(last.upper, finalUpper);
  steps.push({ source: "finality", lower, upper });
  const staying = least(
    value(worst, { withoutPending: true }),
    finalValue?.(worst, { withoutPending: true }) ?? null,
  );
  steps.push({ source: "in-flight", lower: least(lower, staying), upper });
  return boundsOf(steps, parameters.finalValue === "unknown");
}

type Step = { source: BoundSource; lower: bigint | null; upper: bigint | null };

function boundsOf(steps: readonly Step[], finalityUnknown: boolean): ValueBounds | null {
  const shares: ValueBounds["shares"][number][] = [];
  let width = 0n;
  let bounds: { lowerWad: bigint; upperWad: bigint } | null = null;
  for (const { source, lower, upper } of steps) {
    if (lower === null || upper === null) return null;
    const isUnknown = source === "finality" && finalityUnknown;
    shares.push({ source, wad: isUnknown ? null : upper - lower - width });
    width = upper - lower;
    bounds = { lowerWad: lower, upperWad: upper };
  }
  if (bounds === null) return null;
  const size = most(absolute(bounds.lowerWad), absolute(bounds.upperWad)) ?? 0n;
  return { ...bounds, widthBps: size === 0n ? 0n : mulDivUp(width, BPS, size), shares };
}

function absolute(a: bigint): bigint {
  return a < 0n ? -a : a;
}

/** Prices with their sides apart; for the better bound the sides are exchanged. */
function mapSides(
  prices: ReadonlyMap<string, Price>,
  doubts: ReadonlyMap<string, PriceDoubt>,
  sources: readonly (keyof PriceDoubt)[],
  isBetter: boolean,
): ReadonlyMap<string, Price> {
  return new Map(
    [...prices].map(([id, price]) => {
      const doubt = doubts.get(id);
      const bps =
        doubt === undefined ? 0n : sources.reduce((total, source) => total + doubt[source], 0n);
      const { lowWad, highWad } = doubtedSides(price, bps);
      return [
        id,
        isBetter ? { ...price, lowWad: highWad, highWad: lowWad } : { ...price, lowWad, highWad },
      ];
    }),
  );
}

function least(a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function most(a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
