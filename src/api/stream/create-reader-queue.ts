/** What waits for one reader of the stream. */
export type ReaderQueue = {
  body: ReadableStream<Uint8Array>;
  /** False where the reader has not taken what waits for it: then nothing is added. */
  push(bytes: Uint8Array): boolean;
  /** Ends the stream after what waits, or at once where the reader does not take it. */
  end(): void;
  /** Breaks the connection: what waits is lost. */
  drop(): void;
};

/**
 * A bounded queue between the one producer and a reader. A reader may always have one piece in
 * waiting, however large; with something in waiting, no more than `limitBytes` together. Beyond
 * these bytes the operating system holds what its socket's buffers take.
 */
export function createReaderQueue(parameters: {
  limitBytes: number;
  /** Breaks the reader's connection, where there is one. */
  disconnect: (() => void) | undefined;
  /** The reader is gone, by its own will or dropped. Called once. */
  onGone: () => void;
}): ReaderQueue {
  const { limitBytes, disconnect, onGone } = parameters;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started;
      },
      cancel: () => void leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: limitBytes }),
  );
  function leave(): ReadableStreamDefaultController<Uint8Array> | null {
    const left = controller;
    controller = null;
    if (left !== null) onGone();
    return left;
  }
  const waitingBytes = (open: ReadableStreamDefaultController<Uint8Array>) =>
    limitBytes - (open.desiredSize ?? 0);

  function drop(): void {
    const left = leave();
    if (left === null) return;
    if (disconnect === undefined) left.error(new Error("The reader was too slow."));
    // The server cancels the body of a connection that broke.
    else disconnect();
  }

  return {
    body,
    push(bytes) {
      if (controller === null) return true;
      const waiting = waitingBytes(controller);
      if (waiting > 0 && waiting + bytes.byteLength > limitBytes) return false;
      controller.enqueue(bytes);
      return true;
    },
    end() {
      if (controller === null) return;
      if (waitingBytes(controller) > 0) drop();
      else leave()?.close();
    },
    drop,
  };
}
