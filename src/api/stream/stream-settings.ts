export type StreamSettings = {
  /** Pause between two looks at the index, while anybody reads. */
  pollMilliseconds: number;
  heartbeatMilliseconds: number;
  /** Told to readers: when to connect again. */
  retryMilliseconds: number;
  /** What may wait for a reader that does not read, beside what its connection holds. */
  waitingBytes: number;
  mostReaders: number;
  /** Block time from the vector of a Last-Event-ID to the newest, above which all is told anew. */
  resumeSeconds: number;
};

export const STREAM_SETTINGS: StreamSettings = {
  pollMilliseconds: 500,
  heartbeatMilliseconds: 15_000,
  retryMilliseconds: 2_000,
  waitingBytes: 262_144,
  mostReaders: 10_000,
  resumeSeconds: 86_400,
};

/** Of the book's streams: each reader's own state is worked out at every vector. */
export const BOOK_STREAM_SETTINGS: StreamSettings = {
  ...STREAM_SETTINGS,
  pollMilliseconds: 100,
  mostReaders: 1_000,
};
