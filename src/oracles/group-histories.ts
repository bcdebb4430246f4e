import type { Observation } from "../core/observation.ts";

/**
 * Histories by feed id: what each feed said last before the window, then its rows in the window in
 * the given order. A feed with neither is absent.
 */
export function groupHistories<Feed extends { id: string }, Row>(parameters: {
  feeds: readonly Feed[];
  anchors: ReadonlyMap<string, Observation>;
  rows: readonly Row[];
  isOf: (feed: Feed, row: Row) => boolean;
  observation: (feed: Feed, row: Row) => Observation;
}): Map<string, Observation[]> {
  const { feeds, anchors, rows, isOf, observation } = parameters;
  return new Map(
    feeds.flatMap((feed) => {
      const anchor = anchors.get(feed.id);
      const history = [
        ...(anchor === undefined ? [] : [anchor]),
        ...rows.filter((row) => isOf(feed, row)).map((row) => observation(feed, row)),
      ];
      return history.length === 0 ? [] : [[feed.id, history]];
    }),
  );
}
