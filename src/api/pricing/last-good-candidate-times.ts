import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed } from "../methodology/methodology.ts";
import { maximumAgeSeconds } from "./maximum-age-seconds.ts";

/**
 * The times before an evaluation at which a price may have been good for the last time, newest
 * first: between them nothing about it changes. They are the second before each new observation, the
 * last second before each went stale, and the second of each observation itself (for the one that
 * made the price good and was followed by nothing within the limit).
 */
export function lastGoodCandidateTimes({
  feeds,
  history,
  evaluatedAtSeconds,
  lastGoodSeconds,
}: {
  feeds: readonly Pick<MethodologyFeed, "id" | "heartbeatSeconds">[];
  history: ReadonlyMap<string, readonly Observation[]>;
  evaluatedAtSeconds: number;
  lastGoodSeconds: number;
}): number[] {
  const times = new Set<number>();
  for (const feed of feeds) {
    for (const { writeTimeSeconds, sourceTimeSeconds } of history.get(feed.id) ?? []) {
      times.add(writeTimeSeconds - 1);
      times.add(writeTimeSeconds);
      times.add(sourceTimeSeconds + maximumAgeSeconds(feed.heartbeatSeconds));
    }
  }
  return [...times]
    .filter((time) => time < evaluatedAtSeconds && time >= evaluatedAtSeconds - lastGoodSeconds)
    .sort((a, b) => b - a);
}
