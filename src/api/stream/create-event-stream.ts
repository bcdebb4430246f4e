import type { Logger } from "pino";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { ProblemCode } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";
import type { ApiMetrics } from "../metrics/create-api-metrics.ts";
import { createReaderQueue, type ReaderQueue } from "./create-reader-queue.ts";
import {
  heartbeatBytes,
  openingBytes,
  type ResetReason,
  type StreamSnapshot,
  vectorBytes,
} from "./event-text.ts";
import type { Resumed } from "./read-resumed.ts";
import type { StreamSettings } from "./stream-settings.ts";

/** What a stream tells of: snapshots at block vectors, and for whoever asks the same the same events. */
export type EventSource<Asked, Snapshot extends StreamSnapshot, Past> = {
  /** Names the stream in the log. */
  name: string;
  /** The newest snapshot; `last` itself where there is no newer one. */
  readNewest(last: Snapshot | null): Promise<{ snapshot: Snapshot; superseded: boolean }>;
  /** Calls back when there is a newer snapshot; what is returned ends that. Left out: nobody tells. */
  onNewer?(listener: () => void): () => void;
  /** Works out what is asked for at a snapshot, where it is not worked out yet. Left out: nothing has to be. */
  prepare?(snapshot: Snapshot, asked: Asked): Promise<void>;
  isPrepared?(snapshot: Snapshot, asked: Asked): boolean;
  readResumed(parameters: {
    eventId: string;
    oldestSeconds: number;
    asked: Asked;
  }): Promise<Resumed<Past>>;
  /** Readers with the same key share the bytes of every event. */
  keyOf(asked: Asked): string;
  /** Everything that is asked for. `superseded` is the id of the vector that is no more. */
  reset(
    asked: Asked,
    snapshot: Snapshot,
    why: { reason: ResetReason; superseded?: string },
  ): Uint8Array;
  /** What changed of what is asked for; null where nothing did. */
  changes(
    asked: Asked,
    before: Past | Snapshot,
    after: Snapshot,
  ): { event: string; bytes: Uint8Array } | null;
};

export type EventStream<Asked, Snapshot> = {
  /**
   * The stream of one reader: what it has to know first, then what changes. `disconnect` breaks its
   * connection where it does not read.
   * @throws ProblemError 503 `not-indexed`, `too-many-readers`, `shutting-down`.
   */
  open(parameters: {
    asked: Asked;
    lastEventId: string | undefined;
    disconnect: (() => void) | undefined;
  }): Promise<ReadableStream<Uint8Array>>;
  /** The newest snapshot that was read; at most about `pollMilliseconds` old. */
  newest(): Promise<Snapshot>;
  /** Ends every stream at once and takes no more readers. */
  close(): Promise<void>;
};

type Group<Asked, Snapshot> = {
  asked: Asked;
  readers: Set<ReaderQueue>;
  /** The full state at a snapshot, which readers that come together share. */
  start: { snapshot: Snapshot; bytes: Uint8Array } | null;
};

/**
 * Server-sent events. One loop for a process looks whether there is a newer snapshot and tells each
 * group of readers what changed; it rests while nobody reads. What is sent is a function of two
 * vectors alone, so that any replica can go on where another one stopped.
 */
export function createEventStream<Asked, Snapshot extends StreamSnapshot, Past>(parameters: {
  source: EventSource<Asked, Snapshot, Past>;
  log: Logger;
  metrics: ApiMetrics;
  settings: StreamSettings;
}): EventStream<Asked, Snapshot> {
  const { source, log, metrics, settings } = parameters;
  const groups = new Map<string, Group<Asked, Snapshot>>();
  let readers = 0;
  let last: Snapshot | null = null;
  let looking: Promise<Snapshot> | null = null;
  let timers: {
    poll: NodeJS.Timeout;
    heartbeat: NodeJS.Timeout;
    unsubscribe: (() => void) | undefined;
  } | null = null;
  /** Something newer was told of since the last look began. */
  let isTold = false;
  let failing = false;
  let closed = false;
  /** One at a time: many readers come back at once after a restart. */
  let resuming: Promise<unknown> = Promise.resolve();

  function send(event: string, group: Group<Asked, Snapshot>, bytes: Uint8Array): void {
    for (const reader of group.readers) {
      if (reader.push(bytes)) {
        metrics.countStreamEvent(event);
        continue;
      }
      metrics.countDroppedReader();
      const { waitingBytes } = settings;
      log.info({ event, stream: source.name, waitingBytes }, "a slow reader was dropped");
      reader.drop();
    }
  }

  function publish(before: Snapshot, after: Snapshot, superseded: boolean): void {
    if (before.methodology.hash !== after.methodology.hash) {
      // What the readers' assets are has changed: whoever connects again asks for those that are.
      for (const group of groups.values()) for (const reader of group.readers) reader.end();
      return;
    }
    for (const group of groups.values()) {
      if (superseded) {
        const why = { reason: "reorganised", superseded: before.id } as const;
        send("reset", group, source.reset(group.asked, after, why));
        continue;
      }
      const changes = source.changes(group.asked, before, after);
      if (changes !== null) send(changes.event, group, changes.bytes);
    }
  }

  async function prepare(snapshot: Snapshot, asked: Asked): Promise<void> {
    if (source.isPrepared?.(snapshot, asked) === false) await source.prepare?.(snapshot, asked);
  }

  /** Works out what the readers ask for, also those who come meanwhile. */
  async function prepareAll(snapshot: Snapshot): Promise<void> {
    for (;;) {
      const missing = [...groups.values()].filter(
        ({ asked }) => source.isPrepared?.(snapshot, asked) === false,
      );
      if (missing.length === 0) return;
      for (const { asked } of missing) await prepare(snapshot, asked);
    }
  }

  async function readNext(): Promise<Snapshot> {
    const { snapshot, superseded } = await source.readNewest(last);
    if (snapshot !== last) await prepareAll(snapshot);
    // From here to the end nothing waits.
    const before = last;
    last = snapshot;
    failing = false;
    if (before !== null && before !== snapshot) publish(before, snapshot, superseded);
    return snapshot;
  }

  /** Looks for a newer snapshot and tells everybody; whoever comes while it looks, shares it. */
  function look(): Promise<Snapshot> {
    looking ??= readNext().finally(() => {
      looking = null;
    });
    return looking;
  }

  function poll(): void {
    isTold = false;
    look()
      .catch((error: unknown) => {
        if (!failing) {
          log.warn({ err: error, stream: source.name }, "the stream cannot read the newest state");
        }
        failing = true;
      })
      .finally(() => {
        if (timers === null) return;
        clearTimeout(timers.poll);
        timers.poll = setTimeout(poll, isTold && !failing ? 0 : settings.pollMilliseconds);
      });
  }

  function hear(): void {
    isTold = true;
    if (timers === null || looking !== null) return;
    clearTimeout(timers.poll);
    poll();
  }

  function beat(): void {
    const bytes = heartbeatBytes(last);
    for (const group of groups.values()) send("heartbeat", group, bytes);
  }

  function start(): void {
    timers ??= {
      poll: setTimeout(poll, settings.pollMilliseconds),
      heartbeat: setInterval(beat, settings.heartbeatMilliseconds),
      unsubscribe: source.onNewer?.(hear),
    };
  }

  function rest(): void {
    if (timers === null) return;
    clearTimeout(timers.poll);
    clearInterval(timers.heartbeat);
    timers.unsubscribe?.();
    timers = null;
  }

  /** While the loop runs, what it saw last is new enough. */
  async function newest(): Promise<Snapshot> {
    return timers === null || failing || last === null ? look() : last;
  }

  function resume(eventId: string, asked: Asked, newestSeconds: number): Promise<Resumed<Past>> {
    const oldestSeconds = newestSeconds - settings.resumeSeconds;
    const resumed = resuming.then(() => source.readResumed({ eventId, oldestSeconds, asked }));
    resuming = resumed.catch(() => undefined);
    return resumed;
  }

  function firstEvent(
    group: Group<Asked, Snapshot>,
    current: Snapshot,
    resumed: Resumed<Past> | null,
  ): [event: string, bytes: Uint8Array] {
    const reason: ResetReason | undefined = resumed === null ? "start" : resumed.reason;
    if (reason === "start") {
      if (group.start?.snapshot !== current) {
        const bytes = source.reset(group.asked, current, { reason });
        group.start = { snapshot: current, bytes };
      }
      return ["reset", group.start.bytes];
    }
    if (resumed?.past === undefined) {
      return ["reset", source.reset(group.asked, current, { reason: reason ?? "start" })];
    }
    const changes = source.changes(group.asked, resumed.past, current);
    return changes === null ? ["vector", vectorBytes(current)] : [changes.event, changes.bytes];
  }

  function join(
    group: Group<Asked, Snapshot>,
    key: string,
    disconnect: (() => void) | undefined,
  ): ReaderQueue {
    const queue = createReaderQueue({
      limitBytes: settings.waitingBytes,
      disconnect,
      onGone() {
        group.readers.delete(queue);
        if (group.readers.size === 0) groups.delete(key);
        readers -= 1;
        metrics.addStreamReaders(-1);
        if (readers === 0) rest();
      },
    });
    group.readers.add(queue);
    readers += 1;
    metrics.addStreamReaders(1);
    return queue;
  }

  function refuseMore(): void {
    if (closed) throw unavailable("shutting-down", "The server is shutting down.");
    if (readers >= settings.mostReaders) {
      throw unavailable("too-many-readers", `There are ${readers} readers already.`);
    }
  }

  /** The snapshot that a reader begins at, with what it asks for worked out. */
  async function prepared(asked: Asked): Promise<Snapshot> {
    for (;;) {
      const snapshot = await newest();
      await prepare(snapshot, asked);
      if ((last ?? snapshot) === snapshot) return snapshot;
    }
  }

  return {
    newest,

    async open({ asked, lastEventId, disconnect }) {
      refuseMore();
      const snapshot = await newest();
      const resumed =
        lastEventId === undefined
          ? null
          : await resume(lastEventId, asked, evaluationTimeSeconds(snapshot.vector));
      const current = await prepared(asked);
      refuseMore();
      // From here to the end nothing waits: no event can come between the first one and the next.
      const key = source.keyOf(asked);
      const group = groups.get(key) ?? { asked, readers: new Set(), start: null };
      groups.set(key, group);
      const queue = join(group, key, disconnect);
      const [event, bytes] = firstEvent(group, last ?? current, resumed);
      queue.push(openingBytes(settings.retryMilliseconds, bytes));
      metrics.countStreamEvent(event);
      start();
      return queue.body;
    },

    async close() {
      closed = true;
      rest();
      for (const group of groups.values()) {
        for (const reader of group.readers) reader.end();
      }
      // Its reader of the database ends before the pool does; a failure has been told by then.
      await looking?.catch(() => undefined);
    },
  };
}

function unavailable(code: ProblemCode, detail: string): ProblemError {
  return new ProblemError({
    status: 503,
    code,
    title: "Not available",
    detail,
    headers: { "Retry-After": "2" },
  });
}
