import type { components } from "../../../../client/openapi.ts";

/** How the feeds of one kind on one chain (null: over HTTP) are. */
export type FeedTally = {
  chain: string | null;
  kind: string;
  feeds: number;
  /** Whose newest value may vote by its age. */
  alive: number;
  /** Older than their rule allows. */
  late: string[];
  /** That have said nothing since the index began. */
  silent: string[];
  newestAgeSeconds: number | null;
};

/** Counts feeds by chain and kind; a feed is late by the age that its own rule sets. */
export function countFeeds(
  feeds: readonly Pick<
    components["schemas"]["Feed"],
    "id" | "kind" | "chain" | "maximumAgeSeconds" | "last"
  >[],
): FeedTally[] {
  const tallies = new Map<string, FeedTally>();
  for (const { id, kind, chain, maximumAgeSeconds, last } of feeds) {
    const key = `${chain ?? "~"} ${kind}`;
    const tally: FeedTally = tallies.get(key) ?? {
      ...{ chain, kind, feeds: 0, alive: 0, late: [], silent: [], newestAgeSeconds: null },
    };
    tallies.set(key, tally);
    tally.feeds += 1;
    const age = last?.ageSeconds ?? null;
    if (age === null) tally.silent.push(id);
    else if (age > maximumAgeSeconds) tally.late.push(id);
    else tally.alive += 1;
    if (age !== null) {
      tally.newestAgeSeconds = Math.min(age, tally.newestAgeSeconds ?? age);
    }
  }
  return [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
}
