import type { DerivedRule } from "../methodology/price-rules.ts";
import { rateCapWad } from "./cap-rate.ts";
import { type ChangePoint, isOverstep, stepReference } from "./guard-step.ts";
import type { PriceFlag } from "./price.ts";

/** What a rate provider (a vault, a staking contract, a published rate) said. */
export type RateObservation = {
  rateId: string;
  chainId: number;
  /** Units of the base per token, × 10^18. */
  rateWad: bigint;
  /** Doubt that the source states, in basis points. */
  confidenceBps: number | null;
  sourceTimeSeconds: number;
  writeTimeSeconds: number;
};

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
  rule,
  timeSeconds,
}: {
  /** In the order in which its chain wrote it; may go on after the time. */
  history: readonly RateObservation[];
  rule: Pick<DerivedRule, "guard" | "cap">;
  timeSeconds: number;
}): RateVerdict | null {
  const known = history.filter((one) => one.writeTimeSeconds <= timeSeconds && one.rateWad > 0n);
  const live = history.findLast((one) => one.writeTimeSeconds <= timeSeconds);
  if (live === undefined || live.rateWad <= 0n) return null;
  const past = known.map(
    (one): ChangePoint => ({ valueWad: one.rateWad, sinceSeconds: one.writeTimeSeconds }),
  );
  const reference = stepReference(past, rule.guard, timeSeconds);
  const jumped = isOverstep(live.rateWad, reference, rule.guard);
  const flags: PriceFlag[] = jumped ? ["rate_jump"] : [];
  let rateWad = jumped && reference !== null ? reference : live.rateWad;
  const capWad = rule.cap === null ? null : rateCapWad(rule.cap, timeSeconds);
  if (rule.cap !== null) {
    if (capWad === null || (capWad < live.rateWad && !jumped)) {
      flags.push("cap_misconfigured");
    } else if (capWad < rateWad) {
      flags.push("capped");
      rateWad = capWad;
    }
  }
  const distance = live.rateWad < rateWad ? rateWad - live.rateWad : live.rateWad - rateWad;
  return {
    rateWad,
    lowWad: live.rateWad < rateWad ? live.rateWad : rateWad,
    liveWad: live.rateWad,
    capWad,
    sourceTimeSeconds: live.sourceTimeSeconds,
    doubtBps: Number((distance * 10_000n + rateWad - 1n) / rateWad) + (live.confidenceBps ?? 0),
    flags,
  };
}
