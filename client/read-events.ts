import { BallastProblem } from "./ballast-problem.ts";
import { createEventParser } from "./create-event-parser.ts";

export type ReadEventsOptions = {
  /** Goes on after the event with this id, as an earlier reader saw it. */
  lastEventId?: string;
  /** Ends the events without an error. */
  signal?: AbortSignal;
  /** Told whenever the connection is lost or refused for now, before it is tried again. */
  onDisconnect?: (reason: unknown) => void;
  /** A server that says nothing for so long is gone: it has a heartbeat every 15 s. */
  silenceMilliseconds?: number;
};

const USUAL_SILENCE_MILLISECONDS = 45_000;
const USUAL_PAUSE_MILLISECONDS = 2_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/**
 * Server-sent events for as long as they are read, over any number of connections: each later one
 * goes on after the last event that was seen. In browsers and in Node.
 * @param connect Opens the stream; `lastEventId` belongs into the request. It throws a BallastProblem
 * where the server refuses: one below 500 other than 429 is for good, and thrown here.
 */
export async function* readEvents<Event extends { event: string; id: string; data: unknown }>(
  connect: (parameters: {
    lastEventId?: string;
    signal: AbortSignal;
  }) => Promise<ReadableStream<Uint8Array>>,
  options: ReadEventsOptions = {},
): AsyncGenerator<Event, void, void> {
  const { signal, onDisconnect, silenceMilliseconds = USUAL_SILENCE_MILLISECONDS } = options;
  let { lastEventId } = options;
  let retryMilliseconds = USUAL_PAUSE_MILLISECONDS;
  let failures = 0;
  const isOver = () => signal?.aborted === true;
  while (!isOver()) {
    const connection = new AbortController();
    const stop = () => connection.abort();
    signal?.addEventListener("abort", stop, { once: true });
    let pause = retryMilliseconds;
    try {
      const silence = createSilenceTimer(connection, silenceMilliseconds);
      try {
        const body = await connect({ lastEventId, signal: connection.signal });
        const parser = createEventParser();
        for await (const text of readText(body, connection.signal)) {
          silence.restart();
          for (const { event, id, data } of parser.push(text)) {
            failures = 0;
            lastEventId = id;
            yield { event, id, data: JSON.parse(data) } as Event;
          }
          retryMilliseconds = parser.retryMilliseconds() ?? retryMilliseconds;
        }
      } finally {
        silence.stop();
        connection.abort();
      }
      pause = retryMilliseconds;
      if (!isOver()) onDisconnect?.(new Error("The server has ended the stream."));
    } catch (error) {
      if (isOver()) return;
      if (error instanceof BallastProblem) {
        if (error.status < 500 && error.status !== 429) throw error;
        pause = 1_000 * (error.retryAfterSeconds ?? 0);
      }
      onDisconnect?.(error);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
    const patience = Math.min(retryMilliseconds * 2 ** failures, LONGEST_PAUSE_MILLISECONDS);
    failures += 1;
    await wait(Math.max(pause, patience), signal);
  }
}

async function* readText(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  // Not every browser can iterate over a stream itself.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // A stream that is broken already cannot be cancelled, which changes nothing.
  const cancel = () => reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    while (true) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await cancel();
  }
}

function createSilenceTimer(connection: AbortController, milliseconds: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const restart = () => {
    stop();
    timer = setTimeout(
      () => connection.abort(new Error(`The server has said nothing for ${milliseconds} ms.`)),
      milliseconds,
    );
  };
  restart();
  return { restart, stop };
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done, { once: true });
    if (signal?.aborted === true) done();
  });
}
