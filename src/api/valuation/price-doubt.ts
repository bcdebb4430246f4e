import { BPS, mulDivDown, mulDivUp } from "../../core/fixed-point.ts";
import { squareRootUp } from "../../core/square-root.ts";
import type { MethodologyPrice } from "../methodology/methodology.ts";
import type { ValuationRules } from "../methodology/valuation-rules.ts";
import type { Price } from "../pricing/price.ts";

/** Reasons why a price may be another one, in the order in which they are added up. */
export const PRICE_DOUBTS = ["dispersion", "confidence", "age", "lag"] as const;
export type PriceDoubtSource = (typeof PRICE_DOUBTS)[number];

/** How far a price may be from its mid for each reason, basis points, rounded up. */
export type PriceDoubt = { readonly [Source in PriceDoubtSource]: bigint };

const SECONDS_PER_HOUR = 3_600n;

type Rules = Pick<ValuationRules, "correlationGroups">;
type MadeOf = ReadonlyMap<string, Pick<MethodologyPrice, "derived" | "backing">>;

/**
 * What every price with a value leaves to doubt: how far its votes lie apart, the widest confidence that
 * a voting feed states, how far the price may have moved since its votes were said (their median age),
 * and since the evaluation time. A price that is made of another one shares that one's doubts.
 */
export function priceDoubts(parameters: {
  prices: ReadonlyMap<string, Price>;
  /** Of what prices are made, by price id. */
  madeOf: MadeOf;
  rules: Rules;
  /** From the evaluation time to the present; 0 for an answer about the past. */
  lagSeconds: number;
}): ReadonlyMap<string, PriceDoubt> {
  const { prices, rules, lagSeconds } = parameters;
  const driftOf = new Map(
    rules.correlationGroups.flatMap(({ priceIds, driftBpsPerRootHour }) =>
      priceIds.map((id) => [id, BigInt(driftBpsPerRootHour)] as const),
    ),
  );
  const widest = rules.correlationGroups.reduce(
    (most, { driftBpsPerRootHour }) => Math.max(most, driftBpsPerRootHour),
    0,
  );
  const doubts = new Map<string, PriceDoubt>();
  for (const [id, price] of prices) {
    if (price.midWad === null) continue;
    const origins = originsOf(id, parameters);
    const age = Math.max(...origins.map(ageSeconds), ageSeconds(price));
    const drift = driftOf.get(id) ?? BigInt(widest);
    const aged = driftBps(drift, BigInt(age));
    doubts.set(id, {
      dispersion: origins.reduce((most, one) => larger(most, dispersionBps(one)), 0n),
      confidence: origins.reduce((most, one) => larger(most, confidenceBps(one)), 0n),
      age: aged,
      lag: driftBps(drift, BigInt(age + lagSeconds)) - aged,
    });
  }
  return doubts;
}

/** The prices of feeds that a price is in the end made of. Prices are checked to have no cycle. */
function originsOf(
  id: string,
  { prices, madeOf }: { prices: ReadonlyMap<string, Price>; madeOf: MadeOf },
): Price[] {
  const price = prices.get(id);
  const made = madeOf.get(id);
  const parts = [
    made?.derived?.basePriceId,
    made?.derived?.marketPriceId,
    made?.backing?.basePriceId,
  ].filter((part) => typeof part === "string");
  const below = parts.flatMap((part) => originsOf(part, { prices, madeOf }));
  return price === undefined ? below : [price, ...below];
}

/** Half-width of everything that voted, as a share of mid. */
function dispersionBps({ lowWad, midWad, highWad, feeds }: Price): bigint {
  if (lowWad === null || midWad === null || highWad === null || midWad === 0n) return 0n;
  let [lowest, highest] = [lowWad, highWad];
  for (const { voted, priceWad } of feeds) {
    if (!voted || priceWad === null) continue;
    if (priceWad < lowest) lowest = priceWad;
    if (priceWad > highest) highest = priceWad;
  }
  const distance = larger(midWad - lowest, highest - midWad);
  return distance <= 0n ? 0n : mulDivUp(distance, BPS, midWad);
}

function confidenceBps({ feeds }: Price): bigint {
  return feeds.reduce(
    (most, { voted, confidenceBps }) =>
      voted && confidenceBps !== null ? larger(most, BigInt(confidenceBps)) : most,
    0n,
  );
}

/** Median age of the votes, the older one of an even number; at least the age of what stands in. */
function ageSeconds({ feeds, asOfSeconds, evaluatedAtSeconds }: Price): number {
  const standsIn = asOfSeconds === null ? 0 : evaluatedAtSeconds - asOfSeconds;
  const ages = feeds
    .flatMap(({ voted, ageSeconds }) => (voted && ageSeconds !== null ? [ageSeconds] : []))
    .sort((a, b) => a - b);
  return Math.max(standsIn, ages[Math.floor(ages.length / 2)] ?? 0, 0);
}

/** ⌈drift · √(seconds / 3600)⌉ */
function driftBps(driftBpsPerRootHour: bigint, seconds: bigint): bigint {
  const square = driftBpsPerRootHour * driftBpsPerRootHour * seconds;
  return squareRootUp((square + SECONDS_PER_HOUR - 1n) / SECONDS_PER_HOUR);
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/**
 * A price's two sides where it is so many basis points off its mid, beyond what it says itself: low
 * rounded down, high up. A price without a value has none.
 */
export function doubtedSides(
  { lowWad, midWad, highWad }: Pick<Price, "lowWad" | "midWad" | "highWad">,
  doubtBps: bigint,
): { lowWad: bigint | null; highWad: bigint | null } {
  if (lowWad === null || midWad === null || highWad === null) return { lowWad, highWad };
  const down = doubtBps >= BPS ? 0n : mulDivDown(midWad, BPS - doubtBps, BPS);
  const up = mulDivUp(midWad, BPS + doubtBps, BPS);
  return { lowWad: down < lowWad ? down : lowWad, highWad: up > highWad ? up : highWad };
}
