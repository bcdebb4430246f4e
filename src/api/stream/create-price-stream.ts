import type { Logger } from "pino";
import { type AskedAsset, askedId } from "../answers/asset-price.ts";
import type { ApiMetrics } from "../metrics/create-api-metrics.ts";
import type { Price } from "../pricing/price.ts";
import { createEventStream, type EventSource, type EventStream } from "./create-event-stream.ts";
import { eventBytes, resetBytes } from "./event-text.ts";
import { changedPrices, type PriceSnapshot } from "./price-snapshot.ts";
import { pricesAt, readNewestSnapshot, type SnapshotSource } from "./read-price-snapshot.ts";
import { readResumed } from "./read-resumed.ts";
import { STREAM_SETTINGS, type StreamSettings } from "./stream-settings.ts";

export type PriceStream = EventStream<readonly AskedAsset[], PriceSnapshot>;

type Past = Pick<PriceSnapshot, "prices">;

/**
 * The prices as they change: evaluated once for all readers at each new block vector. `data` is one
 * line of JSON in the shape of `GET /v1/prices`.
 */
export function createPriceStream(
  parameters: SnapshotSource & {
    log: Logger;
    metrics: ApiMetrics;
    settings?: Partial<StreamSettings>;
  },
): PriceStream {
  const changedSince = createChangedSince();
  const membersJson = (
    assets: readonly AskedAsset[],
    { itemJson, vectorJson, methodologyJson }: PriceSnapshot,
  ) => `"items":[${assets.map(itemJson).join()}],${vectorJson},"methodology":${methodologyJson}`;

  const source: EventSource<readonly AskedAsset[], PriceSnapshot, Past> = {
    name: "prices",
    readNewest: (last) => readNewestSnapshot(parameters, last),
    readResumed: (resumed) =>
      readResumed(parameters, resumed, (facts, vector) => pricesAt(parameters, facts, vector)),
    keyOf: (assets) => assets.map(askedId).join(),
    reset: (assets, snapshot, why) => resetBytes(snapshot.id, why, membersJson(assets, snapshot)),
    /** Of what is asked for, the assets of the changed prices. */
    changes(assets, before, after) {
      const changed = changedSince(before.prices, after.prices);
      const told = assets.filter(({ asset }) => asset && changed.has(asset.priceId));
      if (told.length === 0) return null;
      return { event: "prices", bytes: eventBytes("prices", after.id, membersJson(told, after)) };
    },
  };
  return createEventStream({
    ...parameters,
    source,
    settings: { ...STREAM_SETTINGS, ...parameters.settings },
  });
}

type Prices = ReadonlyMap<string, Price>;

/** What changed between two vectors is worked out once for all groups of readers. */
function createChangedSince(): (before: Prices, after: Prices) => ReadonlySet<string> {
  let known: { before: Prices; after: Prices; changed: ReadonlySet<string> } | null = null;
  return (before, after) => {
    if (known?.before !== before || known.after !== after) {
      known = { before, after, changed: changedPrices(before, after) };
    }
    return known.changed;
  };
}
