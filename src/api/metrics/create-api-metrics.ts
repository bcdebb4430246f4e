import { Counter, Gauge, Histogram, Registry } from "prom-client";

export type ApiMetrics = {
  observeRequest(request: {
    method: string;
    route: string;
    status: number;
    durationSeconds: number;
  }): void;
  observeChain(chain: {
    chainId: number;
    /** Null where it is unknown: then the series is absent, never zero. */
    indexedBlock: number | null;
    headBlock: number | null;
    lagSeconds: number | null;
    ageSeconds: number | null;
  }): void;
  /** Sums that the database holds: set, not counted here. */
  observeParity(tally: {
    chainId: number;
    protocol: string;
    comparisons: number;
    mismatches: number;
    unread: number;
  }): void;
  observeBook(book: {
    accounts: number;
    markets: number;
    terms: number;
    bytes: number;
    isBuilt: boolean;
    advanceSeconds: number;
  }): void;
  addStreamReaders(count: number): void;
  countStreamEvent(event: string): void;
  countDroppedReader(): void;
  contentType: string;
  render(): Promise<string>;
};

/** Ballast's own metrics, in a registry of their own beside Ponder's `/metrics`. */
export function createApiMetrics(): ApiMetrics {
  const registry = new Registry();
  const duration = new Histogram({
    name: "ballast_http_request_duration_seconds",
    help: "Time from request to response.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const requests = new Counter({
    name: "ballast_http_requests_total",
    help: "Requests answered.",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ["chain"], registers: [registry] });
  const indexedBlock = gauge("ballast_indexed_block", "Newest indexed block of a chain.");
  const headBlock = gauge("ballast_head_block", "Newest block that a chain's node knows.");
  const lagSeconds = gauge("ballast_index_lag_seconds", "Block time from indexed block to head.");
  const ageSeconds = gauge("ballast_index_age_seconds", "Time from indexed block to the clock.");

  const parityGauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ["chain", "protocol"], registers: [registry] });
  const parityComparisons = parityGauge(
    "ballast_parity_comparisons_total",
    "Values compared with the contracts.",
  );
  const parityMismatches = parityGauge(
    "ballast_parity_mismatches_total",
    "Compared values that differed.",
  );
  const parityUnread = parityGauge(
    "ballast_parity_unread_total",
    "Rounds in which no node answered.",
  );

  const bookSize = new Gauge({
    name: "ballast_book_size",
    help: "Accounts, markets of accounts, terms and bytes in the book's columns.",
    labelNames: ["what"],
    registers: [registry],
  });
  const bookBuilt = new Gauge({
    name: "ballast_book_built",
    help: "1 where the book holds every account.",
    registers: [registry],
  });
  const bookAdvance = new Histogram({
    name: "ballast_book_advance_seconds",
    help: "Time in which the book goes on to a new block vector.",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });

  const streamReaders = new Gauge({
    name: "ballast_stream_readers",
    help: "Readers of streams.",
    registers: [registry],
  });
  const streamEvents = new Counter({
    name: "ballast_stream_events_total",
    help: "Events given to readers of streams.",
    labelNames: ["event"],
    registers: [registry],
  });
  const droppedReaders = new Counter({
    name: "ballast_stream_dropped_readers_total",
    help: "Readers of streams that were dropped because they did not read.",
    registers: [registry],
  });

  const setOrRemove = (series: Gauge, chain: string, value: number | null) => {
    if (value === null) series.remove({ chain });
    else series.set({ chain }, value);
  };

  return {
    observeRequest({ method, route, status, durationSeconds }) {
      const labels = { method, route, status: String(status) };
      requests.inc(labels);
      duration.observe(labels, durationSeconds);
    },
    observeChain(chain) {
      const label = `eip155:${chain.chainId}`;
      setOrRemove(indexedBlock, label, chain.indexedBlock);
      setOrRemove(headBlock, label, chain.headBlock);
      setOrRemove(lagSeconds, label, chain.lagSeconds);
      setOrRemove(ageSeconds, label, chain.ageSeconds);
    },
    observeParity({ chainId, protocol, comparisons, mismatches, unread }) {
      const labels = { chain: `eip155:${chainId}`, protocol };
      parityComparisons.set(labels, comparisons);
      parityMismatches.set(labels, mismatches);
      parityUnread.set(labels, unread);
    },
    observeBook({ isBuilt, advanceSeconds, ...size }) {
      for (const [what, value] of Object.entries(size)) bookSize.set({ what }, value);
      bookBuilt.set(isBuilt ? 1 : 0);
      bookAdvance.observe(advanceSeconds);
    },
    addStreamReaders: (count) => streamReaders.inc(count),
    countStreamEvent: (event) => streamEvents.inc({ event }),
    countDroppedReader: () => droppedReaders.inc(),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}
