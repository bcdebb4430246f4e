import { exceedsBps } from "./exceeds-bps.ts";

/** A value and when it came into force, until the next one of its list. */
export type ChangePoint = { valueWad: bigint; sinceSeconds: number };

/** How a slow value may move: rule R11 for rates, R14 for net asset values. */
export type StepLimit = { stepBps: number; windowSeconds: number };

/**
 * The value that was in force a window ago, or the oldest that is known; null where none is. A new
 * value becomes its own reference when it has stood for the window. `past` ascends in time.
 */
export function stepReference(
  past: readonly ChangePoint[],
  { windowSeconds }: StepLimit,
  timeSeconds: number,
): bigint | null {
  const then = timeSeconds - windowSeconds;
  return (past.findLast((one) => one.sinceSeconds <= then) ?? past[0])?.valueWad ?? null;
}

/** Whether a value lies farther from the reference than a step may be. */
export function isOverstep(
  valueWad: bigint,
  referenceWad: bigint | null,
  { stepBps }: StepLimit,
): boolean {
  return referenceWad !== null && exceedsBps(valueWad, referenceWad, stepBps);
}

/** The list with a value that is in force from now on, without what no later reference can be. */
export function withValue(
  past: readonly ChangePoint[],
  now: ChangePoint,
  { windowSeconds }: StepLimit,
): readonly ChangePoint[] {
  const then = now.sinceSeconds - windowSeconds;
  const first = past.findLastIndex((one) => one.sinceSeconds <= then);
  const kept = first <= 0 ? past : past.slice(first);
  return kept.at(-1)?.valueWad === now.valueWad ? kept : [...kept, now];
}
