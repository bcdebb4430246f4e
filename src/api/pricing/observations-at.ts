import type { Observation } from "../../core/observation.ts";

/**
 * Of each feed the newest observation that was on its chain at the time. `history` holds each feed's
 * observations in the order in which its chain wrote them.
 */
export function observationsAt(
  history: ReadonlyMap<string, readonly Observation[]>,
  timeSeconds: number,
): Map<string, Observation> {
  const latest = new Map<string, Observation>();
  for (const [feedId, observations] of history) {
    const observation = observations.findLast((one) => one.writeTimeSeconds <= timeSeconds);
    if (observation !== undefined) latest.set(feedId, observation);
  }
  return latest;
}
