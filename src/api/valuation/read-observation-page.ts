import type { Observation } from "../../core/observation.ts";

/** Where a page ended: after so many of the observations that were written at a time, newest first. */
export type ObservationPosition = { writeTimeSeconds: number; count: number };

/** First look back, for each observation that is wanted; each further one is as long as all before. */
const FIRST_SECONDS_EACH = 60;

/**
 * A page of what a feed said from one time to another, newest first. The history is looked at from
 * its end, in spans that double, so that a page costs about what it holds however long the history.
 */
export async function readObservationPage(parameters: {
  /** The history from a time on, which begins with the last word at or before it. */
  read: (fromSeconds: number) => Promise<readonly Observation[]>;
  fromSeconds: number;
  toSeconds: number;
  after: ObservationPosition | null;
  limit: number;
}): Promise<{ observations: Observation[]; next: ObservationPosition | null }> {
  const { read, fromSeconds, toSeconds, after, limit } = parameters;
  const end = after === null ? toSeconds : Math.min(toSeconds, after.writeTimeSeconds);
  for (let span = limit * FIRST_SECONDS_EACH; ; span *= 2) {
    const begin = Math.max(fromSeconds, end - span);
    const history = await read(begin - 1);
    const found = history
      .filter(({ writeTimeSeconds }) => writeTimeSeconds >= begin && writeTimeSeconds <= end)
      .reverse();
    const rest = found.slice(skipped(found, after));
    const isWhole = begin <= fromSeconds || isBegin(history, begin);
    if (rest.length <= limit && !isWhole) continue;
    const observations = rest.slice(0, limit);
    return {
      observations,
      next: rest.length > limit ? positionAfter(observations, after) : null,
    };
  }
}

/** Whether the feed said nothing before the first observation of a history. */
function isBegin([first]: readonly Observation[], beginSeconds: number): boolean {
  return first === undefined || first.writeTimeSeconds >= beginSeconds;
}

function skipped(newestFirst: readonly Observation[], after: ObservationPosition | null): number {
  if (after === null || newestFirst[0]?.writeTimeSeconds !== after.writeTimeSeconds) return 0;
  return after.count;
}

function positionAfter(
  observations: readonly Observation[],
  after: ObservationPosition | null,
): ObservationPosition | null {
  const last = observations.at(-1);
  if (last === undefined) return after;
  const { writeTimeSeconds } = last;
  const here = observations.filter((one) => one.writeTimeSeconds === writeTimeSeconds).length;
  const before = after?.writeTimeSeconds === writeTimeSeconds ? after.count : 0;
  return { writeTimeSeconds, count: before + here };
}
