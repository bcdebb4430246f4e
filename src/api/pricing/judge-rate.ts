import type { RateCap, RateObservation } from "../../core/rate-observation.ts";
import type { DerivedRule } from "../methodology/price-rules.ts";
import { rateCapWad } from "./cap-rate.ts";
import { type ChangePoint, isOverstep, stepReference } from "./guard-step.ts";
import type { PriceFlag } from "./price.ts";

export type RateVerdict = {
  /** The rate in use, and the lowest that may be true: what collateral counts for. */
  rateWad: bigint;
  lowWad: bigint;
  liveWad: bigint;
  capWad: bigint | null;
  sourceTimeSeconds: number;
  /** Distance of the live rate from the one in use, and what the source itself doubts; rounded up. */
  doubtBps: number;
  flags: readonly PriceFlag[];
};

/**
 * Rule R11 for the rate: the newest one at the time, guarded by its own history and then by the cap.
 * A rate that moved farther than a step within the window is held at what it was, though a fall
 * lowers the low side at once. A cap below a rate that did not jump is a mistake of the cap: the rate
 * stands, and the flag says so. Null where the provider never spoke or spoke nonsense.
 */
export function judgeRate({
  history,
  guard,
  cap,
  timeSeconds,
}: {
  /** In the order in which its chain wrote it; may go on after the time. */
  history: readonly RateObservation[];
  guard: DerivedRule["guard"];
  /** Null where nothing bounds the rate; `unknown` where a contract does that has not said how. */
  cap: RateCap | "unknown" | null;
  timeSeconds: number;
}): RateVerdict | null {
  const live = history.findLast((one) => one.writeTimeSeconds <= timeSeconds);
  const liveWad = live?.rateWad ?? null;
  if (live === undefined || liveWad === null || liveWad <= 0n) return null;
  const past = history.flatMap(({ rateWad, writeTimeSeconds }): ChangePoint[] =>
    writeTimeSeconds <= timeSeconds && rateWad !== null && rateWad > 0n
      ? [{ valueWad: rateWad, sinceSeconds: writeTimeSeconds }]
      : [],
  );
  const reference = stepReference(past, guard, timeSeconds);
  const jumped = isOverstep(liveWad, reference, guard);
  const flags: PriceFlag[] = jumped ? ["rate_jump"] : [];
  let rateWad = jumped && reference !== null ? reference : liveWad;
  const capWad = cap === null || cap === "unknown" ? null : rateCapWad(cap, timeSeconds);
  if (cap !== null) {
    if (capWad === null || (capWad < liveWad && !jumped)) {
      flags.push("cap_misconfigured");
    } else if (capWad < rateWad) {
      flags.push("capped");
      rateWad = capWad;
    }
  }
  const distance = liveWad < rateWad ? rateWad - liveWad : liveWad - rateWad;
  return {
    rateWad,
    lowWad: liveWad < rateWad ? liveWad : rateWad,
    liveWad,
    capWad,
    sourceTimeSeconds: live.sourceTimeSeconds,
    doubtBps: Number((distance * 10_000n + rateWad - 1n) / rateWad) + (live.confidenceBps ?? 0),
    flags,
  };
}
