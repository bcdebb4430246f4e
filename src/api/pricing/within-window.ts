import type { Observation } from "../../core/observation.ts";
import type { PriceHistory } from "./price-history.ts";

/**
 * The part of each feed's history that a replay of a window looks at: from the last observation
 * written at or before its begin to the last one before its end.
 */
export function withinWindow(
  feeds: PriceHistory["feeds"],
  { startSeconds, untilSeconds }: { startSeconds: number; untilSeconds: number },
): Map<string, readonly Observation[]> {
  return new Map(
    [...feeds].map(([feedId, list]) => [
      feedId,
      list.slice(
        Math.max(0, countWrittenBefore(list, startSeconds + 1) - 1),
        countWrittenBefore(list, untilSeconds),
      ),
    ]),
  );
}

/** By bisection: a chain writes in the order of its time. */
function countWrittenBefore(list: readonly Observation[], timeSeconds: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.writeTimeSeconds ?? timeSeconds) < timeSeconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
