import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed } from "../methodology/methodology.ts";
import { maximumAgeSeconds } from "./maximum-age-seconds.ts";

/**
 * The times before an evaluation at which a price may have been good for the last time, newest
 * first. A price that was good stops being so at an event only: a new observation, one that goes
 * stale, or one from the future whose time comes. Each candidate is the last second before such an
 * event, within `lastGoodSeconds` of the evaluation.
 */
export function lastGoodCandidateTimes({
  feeds,
  history,
  evaluatedAtSeconds,
  lastGoodSeconds,
}: {
  feeds: readonly Pick<MethodologyFeed, "id" | "heartbeatSeconds" | "futureToleranceSeconds">[];
  history: ReadonlyMap<string, readonly Observation[]>;
  evaluatedAtSeconds: number;
  lastGoodSeconds: number;
}): number[] {
  const times = new Set<number>();
  for (const { id, heartbeatSeconds, futureToleranceSeconds } of feeds) {
    for (const { writeTimeSeconds, sourceTimeSeconds } of history.get(id) ?? []) {
      times.add(writeTimeSeconds - 1);
      times.add(sourceTimeSeconds + maximumAgeSeconds(heartbeatSeconds));
      times.add(sourceTimeSeconds - futureToleranceSeconds - 1);
    }
  }
  return [...times]
    .filter((time) => time < evaluatedAtSeconds && time >= evaluatedAtSeconds - lastGoodSeconds)
    .sort((a, b) => b - a);
}
