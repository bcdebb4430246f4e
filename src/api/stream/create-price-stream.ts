import type { Logger } from "pino";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { type AskedAsset, askedId } from "../answers/asset-price.ts";
import { ProblemError } from "../errors/problem-error.ts";
import type { ApiMetrics } from "../metrics/create-api-metrics.ts";
import { createEventWriter, type ResetReason } from "./create-event-writer.ts";
import { createReaderQueue, type ReaderQueue } from "./create-reader-queue.ts";
import { changedPrices, type PriceSnapshot } from "./price-snapshot.ts";
import { PRICE_STREAM_SETTINGS, type PriceStreamSettings } from "./price-stream-settings.ts";
import {
  type Resumed,
  readNewestSnapshot,
  readResumed,
  type SnapshotSource,
} from "./read-price-snapshot.ts";

export type PriceStream = {
  /**
   * The stream of one reader: what it has to know first, then what changes. `disconnect` breaks its
   * connection where it does not read.
   * @throws ProblemError 503 `not-indexed`, `too-many-readers`, `shutting-down`.
   */
  open(parameters: {
    assets: readonly AskedAsset[];
    lastEventId: string | undefined;
    disconnect: (() => void) | undefined;
  }): Promise<ReadableStream<Uint8Array>>;
  /** The newest prices that were read; at most about `pollMilliseconds` old. */
  newest(): Promise<PriceSnapshot>;
  /** Ends every stream at once and takes no more readers. */
  close(): Promise<void>;
};

/** Readers of the same assets share the bytes of every event. */
type Group = {
  assets: readonly AskedAsset[];
  readers: Set<ReaderQueue>;
  /** The full state at a snapshot, which readers that come together share. */
  start: { snapshot: PriceSnapshot; bytes: Uint8Array } | null;
};

/**
 * Server-sent events of prices. One loop for a process looks whether the index has a new block
 * vector, evaluates the prices there once, and tells each group of readers what changed; it rests
 * while nobody reads. What is sent is a function of two vectors alone, so that any replica can go on
 * where another one stopped.
 */
export function createPriceStream(
  parameters: SnapshotSource & {
    log: Logger;
    metrics: ApiMetrics;
    settings?: Partial<PriceStreamSettings>;
  },
): PriceStream {
  const { log, metrics } = parameters;
  const settings = { ...PRICE_STREAM_SETTINGS, ...parameters.settings };
  const write = createEventWriter();
  const groups = new Map<string, Group>();
  let readers = 0;
  let last: PriceSnapshot | null = null;
  let looking: Promise<PriceSnapshot> | null = null;
  let timers: { poll: NodeJS.Timeout; heartbeat: NodeJS.Timeout } | null = null;
  let failing = false;
  let closed = false;
  /** One at a time: many readers come back at once after a restart. */
  let resuming: Promise<unknown> = Promise.resolve();

  function send(event: string, group: Group, bytes: Uint8Array): void {
    for (const reader of group.readers) {
      if (reader.push(bytes)) {
        metrics.countStreamEvent(event);
        continue;
      }
      metrics.countDroppedReader();
      log.info({ event, waitingBytes: settings.waitingBytes }, "a slow reader was dropped");
      reader.drop();
    }
  }

  function publish(before: PriceSnapshot, after: PriceSnapshot, superseded: boolean): void {
    if (before.methodology.hash !== after.methodology.hash) {
      // What the readers' assets are has changed: whoever connects again asks for those that are.
      for (const group of groups.values()) for (const reader of group.readers) reader.end();
      return;
    }
    const changed = changedPrices(before.prices, after.prices);
    for (const group of groups.values()) {
      if (superseded) {
        const why = { reason: "reorganised", superseded: before.id } as const;
        send("reset", group, write.reset(group.assets, after, why));
        continue;
      }
      const bytes = write.prices(group.assets, after, changed);
      if (bytes !== null) send("prices", group, bytes);
    }
  }

  /** Looks for a newer vector and tells everybody; whoever comes while it looks, shares it. */
  function look(): Promise<PriceSnapshot> {
    looking ??= readNewestSnapshot(parameters, last)
      .then(({ snapshot, superseded }) => {
        const before = last;
        last = snapshot;
        failing = false;
        if (before !== null && before !== snapshot) publish(before, snapshot, superseded);
        return snapshot;
      })
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function poll(): void {
    look()
      .catch((error: unknown) => {
        if (!failing) log.warn({ err: error }, "the stream cannot read the newest prices");
        failing = true;
      })
      .finally(() => {
        if (timers === null) return;
        clearTimeout(timers.poll);
        timers.poll = setTimeout(poll, settings.pollMilliseconds);
      });
  }

  function beat(): void {
    const bytes = write.heartbeat(last);
    for (const group of groups.values()) send("heartbeat", group, bytes);
  }

  function start(): void {
    timers ??= {
      poll: setTimeout(poll, settings.pollMilliseconds),
      heartbeat: setInterval(beat, settings.heartbeatMilliseconds),
    };
  }

  function rest(): void {
    if (timers === null) return;
    clearTimeout(timers.poll);
    clearInterval(timers.heartbeat);
    timers = null;
  }

  /** While the loop runs, what it saw last is new enough. */
  async function newest(): Promise<PriceSnapshot> {
    return timers === null || failing || last === null ? look() : last;
  }

  function resume(eventId: string, newestSeconds: number): Promise<Resumed> {
    const oldestSeconds = newestSeconds - settings.resumeSeconds;
    const resumed = resuming.then(() => readResumed(parameters, { eventId, oldestSeconds }));
    resuming = resumed.catch(() => undefined);
    return resumed;
  }

  function firstEvent(
    group: Group,
    current: PriceSnapshot,
    resumed: Resumed | null,
  ): [event: string, bytes: Uint8Array] {
    const reason: ResetReason | undefined = resumed === null ? "start" : resumed.reason;
    if (reason === "start") {
      if (group.start?.snapshot !== current) {
        const bytes = write.reset(group.assets, current, { reason });
        group.start = { snapshot: current, bytes };
      }
      return ["reset", group.start.bytes];
    }
    if (resumed?.prices === undefined) {
      return ["reset", write.reset(group.assets, current, { reason: reason ?? "start" })];
    }
    const changed = changedPrices(resumed.prices, current.prices);
    const bytes = write.prices(group.assets, current, changed);
    return bytes === null ? ["vector", write.vector(current)] : ["prices", bytes];
  }

  function join(group: Group, key: string, disconnect: (() => void) | undefined): ReaderQueue {
    const queue = createReaderQueue({
      limitBytes: settings.waitingBytes,
      disconnect,
      onGone() {
        group.readers.delete(queue);
        if (group.readers.size === 0) groups.delete(key);
        readers -= 1;
        metrics.setStreamReaders(readers);
        if (readers === 0) rest();
      },
    });
    group.readers.add(queue);
    readers += 1;
    metrics.setStreamReaders(readers);
    return queue;
  }

  function refuseMore(): void {
    if (closed) throw unavailable("shutting-down", "The server is shutting down.");
    if (readers >= settings.mostReaders) {
      throw unavailable("too-many-readers", `There are ${readers} readers already.`);
    }
  }

  return {
    newest,

    async open({ assets, lastEventId, disconnect }) {
      refuseMore();
      const snapshot = await newest();
      const resumed =
        lastEventId === undefined
          ? null
          : await resume(lastEventId, evaluationTimeSeconds(snapshot.vector));
      refuseMore();
      // From here to the end nothing waits: no event can come between the first one and the next.
      const key = assets.map(askedId).join();
      const group: Group = groups.get(key) ?? { assets, readers: new Set(), start: null };
      groups.set(key, group);
      const queue = join(group, key, disconnect);
      const [event, bytes] = firstEvent(group, last ?? snapshot, resumed);
      queue.push(write.opening(settings.retryMilliseconds, bytes));
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

function unavailable(code: string, detail: string): ProblemError {
  return new ProblemError({
    status: 503,
    code,
    title: "Not available",
    detail,
    headers: { "Retry-After": "2" },
  });
}
