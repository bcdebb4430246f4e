import { type TickState, tickCumulativeAt } from "./tick-state.ts";

/**
 * The time-weighted mean tick of the window that ends at a time, rounded toward −∞ as
 * OracleLibrary.consult does; null where the pool's history does not reach back that far.
 * `states` are the pool's, oldest first, and may go on after that time.
 */
export function meanTick(
  states: readonly TickState[],
  { atSeconds, windowSeconds }: { atSeconds: number; windowSeconds: number },
): number | null {
  if (windowSeconds <= 0) throw new RangeError(`A window of ${windowSeconds} s has no mean.`);
  const end = cumulativeAt(states, atSeconds);
  const start = cumulativeAt(states, atSeconds - windowSeconds);
  if (start === null || end === null) return null;
  const difference = end - start;
  const window = BigInt(windowSeconds);
  const floored = difference / window - (difference < 0n && difference % window !== 0n ? 1n : 0n);
  return Number(floored);
}

function cumulativeAt(states: readonly TickState[], atSeconds: number): bigint | null {
  const state = states.findLast((one) => one.blockTimestampSeconds <= atSeconds);
  return state === undefined ? null : tickCumulativeAt(state, atSeconds);
}
