import type { BlockVector } from "../../core/block-vector.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";

/** Why a reader is told everything anew. */
export type ResetReason = "start" | "malformed-event-id" | "too-old" | "reorganised";

/** What events at a block vector are based on. */
export type StreamSnapshot = {
  /** Of the vector, by which any replica goes on. */
  id: string;
  vector: BlockVector;
  /** In force at the vector. */
  methodology: HashedMethodology;
  /** The members of every event that say what it is based on, as JSON without the braces. */
  vectorJson: string;
};

const encoder = new TextEncoder();

/** JSON has no line breaks outside its strings and none inside them: one data line is enough. */
function eventText(event: string, id: string, membersJson: string): string {
  return `event: ${event}\nid: ${id}\ndata: {${membersJson}}\n\n`;
}

export function eventBytes(event: string, id: string, membersJson: string): Uint8Array {
  return encoder.encode(eventText(event, id, membersJson));
}

/** An event that tells everything anew; `superseded` is the id of the vector that is no more. */
export function resetBytes(
  id: string,
  { reason, superseded = null }: { reason: ResetReason; superseded?: string | null },
  membersJson: string,
): Uint8Array {
  const why = `"reason":${JSON.stringify(reason)},"superseded":${JSON.stringify(superseded)}`;
  return eventBytes("reset", id, `${why},${membersJson}`);
}

/** How far the stream is though nothing changed. */
export function vectorBytes({ id, vectorJson }: StreamSnapshot): Uint8Array {
  return eventBytes("vector", id, vectorJson);
}

/** A comment, with the vector where one is known. */
export function heartbeatBytes(snapshot: StreamSnapshot | null): Uint8Array {
  const vector = snapshot === null ? "" : eventText("vector", snapshot.id, snapshot.vectorJson);
  return encoder.encode(`: heartbeat\n\n${vector}`);
}

/** Before the first event: when to connect again. */
export function openingBytes(retryMilliseconds: number, first: Uint8Array): Uint8Array {
  const retry = encoder.encode(`retry: ${retryMilliseconds}\n\n`);
  const bytes = new Uint8Array(retry.byteLength + first.byteLength);
  bytes.set(retry);
  bytes.set(first, retry.byteLength);
  return bytes;
}
