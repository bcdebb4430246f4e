import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { Observation } from "../../core/observation.ts";
import type { PriceReplay } from "../pricing/create-price-replay.ts";
import type { Price } from "../pricing/price.ts";
import type { PriceHistory } from "../pricing/price-history.ts";
import { replayStartSeconds } from "../pricing/replay-window.ts";

/** Vectors whose replays begin at the same second, so that one replay answers them all. */
export type SeriesWindow = { startSeconds: number; vectors: readonly BlockVector[] };

/** Vectors by the begin of their replay; their evaluation times must not go back. */
export function seriesWindows(
  vectors: readonly BlockVector[],
  windowSeconds: number,
): SeriesWindow[] {
  const windows = new Map<number, BlockVector[]>();
  for (const vector of vectors) {
    const startSeconds = replayStartSeconds(evaluationTimeSeconds(vector), windowSeconds);
    const known = windows.get(startSeconds);
    if (known === undefined) windows.set(startSeconds, [vector]);
    else known.push(vector);
  }
  return [...windows].map(([startSeconds, of]) => ({ startSeconds, vectors: of }));
}

/**
 * The prices at each vector of a window, as they are at that vector alone: by one replay of what was
 * said up to the last of them, with the moving observations of each.
 */
export function evaluateWindow({
  vectors,
  history,
  moving,
  replay,
}: {
  vectors: readonly BlockVector[];
  history: PriceHistory;
  moving: readonly ReadonlyMap<string, Observation>[];
  replay: PriceReplay;
}): Map<string, Price>[] {
  const said = new Map<string, Observation>();
  const cursors = [...history.feeds].map(([feedId, list]) => ({ feedId, list, next: 0 }));
  return vectors.map((vector, index) => {
    const timeSeconds = evaluationTimeSeconds(vector);
    for (const cursor of cursors) {
      let observation = cursor.list[cursor.next];
      while (observation !== undefined && observation.writeTimeSeconds <= timeSeconds) {
        said.set(cursor.feedId, observation);
        cursor.next += 1;
        observation = cursor.list[cursor.next];
      }
    }
    const observations = new Map([...said, ...(moving[index] ?? [])]);
    const reached = new Map(
      [...vector].map(([chainId, block]) => [chainId, block.timestampSeconds]),
    );
    return replay.pricesAt(timeSeconds, observations, reached);
  });
}
