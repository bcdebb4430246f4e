import type { Logger } from "pino";
import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { ProblemCode } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";
import type { ApiMetrics } from "../metrics/create-api-metrics.ts";
import { shareLatest } from "../share-latest.ts";
import type { IndexListener } from "../store/create-index-listener.ts";
import type { ReadPresentMark } from "../store/create-present-mark.ts";
import { vectorKey } from "../valuation/vector-key.ts";
import { resolveBlockVector } from "../vectors/resolve-block-vector.ts";
import type { Book } from "./create-book.ts";
import { screenPrices } from "./screen-prices.ts";
import { createStanding, type Standing } from "./standing.ts";

export type BookFollower = {
  /** Follows the index from now on. */
  start(): void;
  /**
   * Where the book stands after it has seen what the index has now.
   * @throws ProblemError 503 `book-building` with the progress, `not-indexed`, `shutting-down`.
   */
  newest(): Promise<Standing>;
  /** The same where the loop runs; null where the book is not there, or cannot see what the index has now. */
  present(asked?: {
    /** Not the vector that the book is about to leave either: see `behindMilliseconds`. */
    isExact?: boolean;
  }): Promise<Standing | null>;
  /** The standing at a vector, where it is still kept. */
  standingAt(vector: BlockVector): Standing | null;
  /** Where the book stands; null before it has looked. */
  current(): Standing | null;
  /** Calls back whenever the book stands elsewhere; what is returned ends that. */
  onAdvance(listener: () => void): () => void;
  close(): Promise<void>;
};

export type BookFollowerSource = Pick<
  AppDependencies,
  "network" | "methodologies" | "withSnapshot" | "blocks" | "valuer" | "clock"
> & {
  book: Book;
  readMark: ReadPresentMark;
  /** The mark outside of any snapshot. */
  peek: () => Promise<string>;
  parity: Pick<AppDependencies["parity"], "openMismatches">;
  log: Logger;
  metrics: ApiMetrics;
  /** Says when there is something to look at, between two looks; left out, nobody does. */
  listener?: IndexListener;
  /** Pause between two looks at the index. */
  pollMilliseconds?: number;
  /**
   * So long after the index was last seen to say nothing else, an answer about the present may stand
   * where the book stands, without another look: while it advances nobody waits for it. Left out: never.
   */
  behindMilliseconds?: number;
};

const POLL_MILLISECONDS = 100;
/** Pause between two tries while the index is not to be read. */
const FAILING_MILLISECONDS = 1_000;
const PROGRESS_LOG_MILLISECONDS = 5_000;
/** Standings that are kept, for pages that belong together. */
const KEPT_STANDINGS = 4;

/**
 * A loop that looks whether the index has a new block vector, and advances the book to it, each time in
 * one snapshot.
 */
export function createBookFollower(source: BookFollowerSource): BookFollower {
  const { network, methodologies, withSnapshot, blocks, valuer, clock, book, log, metrics } =
    source;
  const { pollMilliseconds = POLL_MILLISECONDS, behindMilliseconds = 0 } = source;
  const standings = createBoundedMap<string, Standing>(KEPT_STANDINGS);
  let current: Standing | null = null;
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | null = null;
  /** Something was told of while the loop looked already. */
  let isTold = false;
  /** Begin of the last look that found where the book stands to be what the index has. */
  let seenMilliseconds = Number.NEGATIVE_INFINITY;
  let loop: Promise<void> = Promise.resolve();
  let state: "resting" | "running" | "closed" = "resting";
  let isFailing = false;
  let loggedMilliseconds = 0;

  async function readLook(facts: FactsReader) {
    const mark = await source.readMark(facts);
    if (current?.mark === mark && book.isBuilt()) return null;
    const { vector } = await resolveBlockVector({
      ...{ facts, blocks, clock },
      chainIds: network.chains.map(({ chainId }) => chainId),
      asOf: { kind: "newest" },
      heads: new Map(),
    });
    const methodology = await methodologies.at({ facts, vector });
    return {
      ...{ mark, vector, methodology },
      prices: await valuer.pricesAt({ facts, vector }),
      mismatches: await source.parity.openMismatches({ facts, vector }),
      advance: await book.read({ facts, vector }),
    };
  }

  /** Advances the book to what the index has; whoever comes meanwhile shares the next look. */
  const look = shareLatest(async (): Promise<void> => {
    const begin = performance.now();
    const found = await withSnapshot(readLook);
    seenMilliseconds = begin;
    if (found === null) return;
    const { advance, mark, vector, methodology, prices, mismatches } = found;
    book.apply(advance, screenPrices(methodology, prices));
    const epoch = (current?.epoch ?? 0) + (advance.reorganised ? 1 : 0);
    current = createStanding({ mark, vector, methodology, prices, mismatches, epoch }, current);
    if (book.isBuilt()) standings.set(current.key, current);
    for (const listener of listeners) listener();
    metrics.observeBook({
      ...book.size(),
      advanceSeconds: (performance.now() - begin) / 1_000,
      isBuilt: book.isBuilt(),
    });
    logProgress();
  });

  function logProgress(): void {
    const now = performance.now();
    const isBuilt = book.isBuilt();
    if (isBuilt ? loggedMilliseconds === Number.POSITIVE_INFINITY : now < loggedMilliseconds)
      return;
    loggedMilliseconds = isBuilt ? Number.POSITIVE_INFINITY : now + PROGRESS_LOG_MILLISECONDS;
    const { read, total } = book.progress();
    if (isBuilt) log.info({ ...book.size() }, "the book is built");
    else log.info({ read, total }, "the book is being built");
  }

  /** The loop fails at the same soon, and then remembers that it was told. */
  function tellOnce(error: unknown): void {
    if (!isFailing) log.warn({ err: error }, "the book cannot follow the index");
  }

  async function step(): Promise<void> {
    let pause = pollMilliseconds;
    try {
      if (!(await isNewest(source.peek))) await look();
      isFailing = false;
      // What is to be built is read at once.
      if (!book.isBuilt()) pause = 0;
    } catch (error) {
      tellOnce(error);
      isFailing = true;
      pause = Math.max(pause, FAILING_MILLISECONDS);
    }
    if (state === "running") schedule(isTold && !isFailing ? 0 : pause);
  }

  function schedule(pauseMilliseconds: number): void {
    timer = setTimeout(() => {
      timer = null;
      isTold = false;
      loop = step();
    }, pauseMilliseconds);
  }

  /** The loop looks at once, or again where it looks already. */
  function wake(): void {
    isTold = true;
    if (timer === null || isFailing) return;
    clearTimeout(timer);
    schedule(0);
  }

  /** Whether the book stands where the index is. */
  async function isNewest(ask: () => Promise<string>): Promise<boolean> {
    if (!book.isBuilt()) return false;
    const begin = performance.now();
    const isSame = (await ask()) === current?.mark;
    if (isSame) seenMilliseconds = Math.max(seenMilliseconds, begin);
    return isSame;
  }

  /** Where the book stands, if an answer may stand there without another look. */
  function standingMeanwhile(): Standing | null {
    const isNear = performance.now() - seenMilliseconds < behindMilliseconds;
    return state === "running" && book.isBuilt() && isNear ? current : null;
  }

  const peek = shareLatest(source.peek);

  function requireOpen(): void {
    if (state !== "closed") return;
    throw unavailable("shutting-down", "The server is shutting down.", {});
  }

  return {
    start() {
      if (state !== "resting") return;
      state = "running";
      schedule(0);
      source.listener?.start(wake);
    },

    async newest() {
      requireOpen();
      const meanwhile = standingMeanwhile();
      if (meanwhile !== null) return meanwhile;
      // While it is being built the loop looks anyway, and a look takes its time.
      const isLeftToLoop = state === "running" && current !== null && !book.isBuilt();
      if (!isLeftToLoop && !(await isNewest(peek))) await look();
      if (current !== null && book.isBuilt()) return current;
      const { read, total } = book.progress();
      throw unavailable(
        "book-building",
        `The book of all accounts is being built: ${read} of ${total} are read.`,
        { progress: { read, total } },
      );
    },

    async present({ isExact = false } = {}) {
      if (state !== "running" || current === null) return null;
      const meanwhile = isExact ? null : standingMeanwhile();
      if (meanwhile !== null) return meanwhile;
      if (await isNewest(peek)) return current;
      if (!book.isBuilt()) return null;
      // One advance for all who ask meanwhile costs less than an answer from the index for each.
      try {
        await look();
      } catch (error) {
        tellOnce(error);
        return null;
      }
      return book.isBuilt() ? current : null;
    },

    standingAt: (vector) => standings.get(vectorKey(vector)) ?? null,

    current: () => current,

    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async close() {
      state = "closed";
      if (timer !== null) clearTimeout(timer);
      await source.listener?.close();
      // Its reader of the database ends before the pool does.
      await loop.catch(() => undefined);
    },
  };
}

function unavailable(
  code: ProblemCode,
  detail: string,
  extensions: Readonly<Record<string, unknown>>,
): ProblemError {
  return new ProblemError({
    ...{ status: 503, code, title: "Not available", detail, extensions },
    headers: { "Retry-After": "2" },
  });
}
