import type { PricePolicy } from "../methodology/methodology.ts";
import type { PriceState } from "./price-state.ts";

/**
 * The next time at which a price may change though no feed says anything: a circuit whose time is
 * up, a last accepted price that gets too old to compare with, a step that has stood for its window.
 * Null where nothing waits.
 */
export function nextTimerSeconds(policy: PricePolicy, state: PriceState): number | null {
  const { circuit, lastGood, mids, timeSeconds } = state;
  const { breaker, step, lastGoodSeconds } = policy;
  const times: number[] = [];
  if (circuit !== null && breaker !== undefined) {
    times.push(circuit.sinceSeconds + breaker.boxSeconds);
    if (lastGood !== null) times.push(lastGood.asOfSeconds + lastGoodSeconds + 1);
  }
  if (step !== undefined) {
    for (const { sinceSeconds } of mids) times.push(sinceSeconds + step.windowSeconds);
  }
  const waiting = times.filter((time) => time > timeSeconds);
  return waiting.length === 0 ? null : Math.min(...waiting);
}
