import { mulDivDown, mulDivUp, WAD } from "../../core/fixed-point.ts";
import type { RateCap, RateCapObservation, RateObservation } from "../../core/rate-observation.ts";
import type { DerivedRule } from "../methodology/price-rules.ts";
import { judgeRate } from "./judge-rate.ts";
import type { DerivedParts, Price, PriceFlag } from "./price.ts";
import type { PriceOutcome } from "./step-price.ts";
import { worstStatus } from "./worst-status.ts";

/** What a derived price takes from another price. */
export type PricePart = Pick<
  PriceOutcome,
  "status" | "lowWad" | "midWad" | "highWad" | "asOfSeconds" | "flags"
> & { spreadBps: number | null };

export type DerivedOutcome = PricePart & { derived: DerivedParts };

/**
 * Rule R11: rate × base. As old as its oldest part, of the status of its worst one, with the sum of
 * the doubts as its spread. The low side is the lower of what the rate says and of what markets pay:
 * ⌊rate · base.low⌋ or market.low; the high side ⌈rate · base.high⌉ or market.high, whichever is
 * higher; the mid is the fundamental one. Without a market price that is followed, the price is
 * `degraded` at best.
 */
export function derivePrice({
  rule,
  rates,
  caps,
  base,
  market,
  evaluatedAtSeconds,
}: {
  rule: DerivedRule;
  rates: readonly RateObservation[];
  /** What the rate's adapter has said over time, where the rule takes its cap from there. */
  caps: readonly RateCapObservation[];
  base: PricePart;
  market: PricePart | null;
  evaluatedAtSeconds: number;
}): DerivedOutcome {
  const rate = judgeRate({
    history: rates,
    guard: rule.guard,
    cap: capInForce(rule, caps, evaluatedAtSeconds),
    timeSeconds: evaluatedAtSeconds,
  });
  const parts: DerivedParts = {
    rateId: rule.rateId,
    rateWad: rate?.rateWad ?? null,
    liveRateWad: rate?.liveWad ?? null,
    capWad: rate?.capWad ?? null,
    fundamentalWad: null,
    marketWad: market?.midWad ?? null,
  };
  const flags = new Set<PriceFlag>([...base.flags, ...(rate?.flags ?? ["rate_missing" as const])]);
  const { lowWad, midWad, highWad, asOfSeconds } = base;
  if (rate === null || lowWad === null || midWad === null || highWad === null) {
    return { ...UNAVAILABLE, flags, spreadBps: null, derived: parts };
  }
  const fundamentalWad = mulDivDown(rate.rateWad, midWad, WAD);
  const fundamentalLow = mulDivDown(rate.lowWad, lowWad, WAD);
  const fundamentalHigh = mulDivUp(rate.rateWad, highWad, WAD);
  const old = evaluatedAtSeconds - rate.sourceTimeSeconds > rule.maximumAgeSeconds;
  const statuses: Price["status"][] = [base.status];
  if (rate.flags.length > 0) statuses.push("degraded");
  if (old) statuses.push("stale");
  const times = [
    asOfSeconds ?? evaluatedAtSeconds,
    old ? rate.sourceTimeSeconds : evaluatedAtSeconds,
  ];
  let low = fundamentalLow;
  let high = fundamentalHigh;
  if (market !== null) {
    for (const flag of market.flags) flags.add(flag);
    if (market.lowWad === null || market.highWad === null) {
      flags.add("market_missing");
      statuses.push("degraded");
    } else {
      if (market.lowWad < low) low = market.lowWad;
      if (market.highWad > high) high = market.highWad;
      statuses.push(market.status);
      times.push(market.asOfSeconds ?? evaluatedAtSeconds);
    }
  }
  return {
    status: worstStatus(statuses),
    lowWad: low,
    midWad: fundamentalWad,
    highWad: high,
    asOfSeconds: Math.min(...times),
    flags,
    spreadBps: (base.spreadBps ?? 0) + rate.doubtBps,
    derived: { ...parts, fundamentalWad },
  };
}

const UNAVAILABLE = {
  status: "unavailable",
  lowWad: null,
  midWad: null,
  highWad: null,
  asOfSeconds: null,
} as const;

function capInForce(
  { cap }: DerivedRule,
  caps: readonly RateCapObservation[],
  timeSeconds: number,
): RateCap | "unknown" | null {
  if (cap !== "contract") return cap;
  return caps.findLast((one) => one.writeTimeSeconds <= timeSeconds) ?? "unknown";
}
