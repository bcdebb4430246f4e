import { atRiskAnswer } from "../answers/at-risk.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { type AtRiskEntry, type AtRiskFilter, isListed } from "../book/at-risk-entry.ts";
import { collectPage } from "../book/collect-page.ts";
import type { LiveBook } from "../book/create-live-book.ts";
import { createPastAtRisk } from "../book/create-past-at-risk.ts";
import { SupersededError } from "../book/superseded-error.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { type BookSnapshot, bookStreamSource } from "./book-stream-source.ts";
import { createEventStream, type EventStream } from "./create-event-stream.ts";
import { BOOK_STREAM_SETTINGS, type StreamSettings } from "./stream-settings.ts";

/** Items as JSON by what they are of. */
type List = { items: ReadonlyMap<string, string>; unknown: ReadonlyMap<string, string> };

export type AtRiskStream = EventStream<AtRiskFilter, BookSnapshot<List>>;

type Place = { account: string; chain: string; marketId: string; part: number };

/** Who is at risk, as it changes: entries that come, go, or have other figures. */
export function createAtRiskStream(
  dependencies: Pick<
    AppDependencies,
    "network" | "withSnapshot" | "blocks" | "clock" | "valuer" | "parity" | "log" | "metrics"
  > & { book: LiveBook; settings?: Partial<StreamSettings> },
): AtRiskStream {
  const { book, log, metrics } = dependencies;
  const readPast = createPastAtRisk({ dependencies });

  const source = bookStreamSource<AtRiskFilter, List>(dependencies, {
    name: "at-risk",
    keyOf: (filter) =>
      JSON.stringify(filter, (_, value) => (typeof value === "bigint" ? `${value}` : value)),

    async stateAt(standing, filter) {
      const candidates = book.candidates(standing, filter);
      if (candidates === null) throw new SupersededError();
      const { entries } = await collectPage({
        ...{ candidates, after: null, limit: Number.MAX_SAFE_INTEGER - 1 },
        decide: (some) => book.decide({ standing, candidates: some, filter }),
      });
      return listOf(entries);
    },

    async pastStateAt(facts, vector, filter) {
      try {
        const entries = await readPast({ facts, vector });
        return listOf(entries.filter((entry) => isListed(entry, filter)));
      } catch (error) {
        if (error instanceof ProblemError && error.code === "too-many-accounts") return null;
        throw error;
      }
    },

    membersJson: ({ items, unknown }) =>
      `${listJson("items", items)},${listJson("unknown", unknown)}`,

    changesJson(before, after) {
      const items = changed(before.items, after.items);
      const unknown = changed(before.unknown, after.unknown);
      const gone = [...before.items.keys(), ...before.unknown.keys()].filter(
        (key) => !after.items.has(key) && !after.unknown.has(key),
      );
      if (items.size + unknown.size + gone.length === 0) return null;
      return `${listJson("items", items)},${listJson("unknown", unknown)},"gone":[${gone.join()}]`;
    },
  });
  return createEventStream({
    ...{ source, log, metrics },
    settings: { ...BOOK_STREAM_SETTINGS, ...dependencies.settings },
  });
}

/** The key of an item is its place as JSON, which is told when it is gone. */
function placeJson({ account, chain, marketId, part }: Place): string {
  return JSON.stringify({ account, chain, marketId, part });
}

function listOf(entries: readonly AtRiskEntry[]): List {
  const { items, unknown } = atRiskAnswer(entries);
  const byPlace = (some: readonly Place[]) =>
    new Map(some.map((item) => [placeJson(item), JSON.stringify(item)]));
  return { items: byPlace(items), unknown: byPlace(unknown) };
}

function listJson(name: string, items: ReadonlyMap<string, string>): string {
  return `"${name}":[${[...items.values()].join()}]`;
}

function changed(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...after].filter(([key, json]) => before.get(key) !== json));
}
