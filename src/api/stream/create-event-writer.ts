import type { AskedAsset } from "../answers/asset-price.ts";
import type { PriceSnapshot } from "./price-snapshot.ts";

/** Why a reader is told everything anew. */
export type ResetReason = "start" | "malformed-event-id" | "too-old" | "reorganised";

/** The bytes of the stream's events. `data` is one line of JSON in the shape of `GET /v1/prices`. */
export type EventWriter = {
  /** Everything that is asked for. `superseded` is the id of the vector that is no more. */
  reset(
    assets: readonly AskedAsset[],
    snapshot: PriceSnapshot,
    why: { reason: ResetReason; superseded?: string },
  ): Uint8Array;
  /** Of what is asked for, the assets of the changed prices; null where there is none. */
  prices(
    assets: readonly AskedAsset[],
    snapshot: PriceSnapshot,
    changed: ReadonlySet<string>,
  ): Uint8Array | null;
  /** How far the stream is though nothing changed. */
  vector(snapshot: PriceSnapshot): Uint8Array;
  /** A comment, with the vector where one is known. */
  heartbeat(snapshot: PriceSnapshot | null): Uint8Array;
  /** Before the first event: when to connect again. */
  opening(retryMilliseconds: number, first: Uint8Array): Uint8Array;
};

const encoder = new TextEncoder();

export function createEventWriter(): EventWriter {
  const membersJson = (
    assets: readonly AskedAsset[],
    { itemJson, vectorJson, methodologyJson }: PriceSnapshot,
  ) => `"items":[${assets.map(itemJson).join()}],${vectorJson},"methodology":${methodologyJson}`;
  const vectorText = ({ id, vectorJson }: PriceSnapshot) => eventText("vector", id, vectorJson);

  return {
    reset(
      assets,
      snapshot,
      { reason, superseded = null }: { reason: string; superseded?: string | null },
    ) {
      const why = `"reason":${JSON.stringify(reason)},"superseded":${JSON.stringify(superseded)}`;
      const members = membersJson(assets, snapshot);
      return encoder.encode(eventText("reset", snapshot.id, `${why},${members}`));
    },
    prices(assets, snapshot, changed) {
      const told = assets.filter(({ asset }) => asset && changed.has(asset.priceId));
      if (told.length === 0) return null;
      return encoder.encode(eventText("prices", snapshot.id, membersJson(told, snapshot)));
    },
    vector: (snapshot) => encoder.encode(vectorText(snapshot)),
    heartbeat: (snapshot) =>
      encoder.encode(`: heartbeat\n\n${snapshot === null ? "" : vectorText(snapshot)}`),
    opening(retryMilliseconds, first) {
      const retry = encoder.encode(`retry: ${retryMilliseconds}\n\n`);
      const bytes = new Uint8Array(retry.byteLength + first.byteLength);
      bytes.set(retry);
      bytes.set(first, retry.byteLength);
      return bytes;
    },
  };
}

/** JSON has no line breaks outside its strings and none inside them: one data line is enough. */
function eventText(event: string, id: string, membersJson: string): string {
  return `event: ${event}\nid: ${id}\ndata: {${membersJson}}\n\n`;
}
