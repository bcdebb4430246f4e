import type { Logger } from "pino";
import type { Address } from "viem";
import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { ProblemCode } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";
import type { ApiMetrics } from "../metrics/create-api-metrics.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { shareLatest } from "../share-latest.ts";
import type { IndexListener } from "../store/create-index-listener.ts";
import type { ReadPresentMark } from "../store/create-present-mark.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import {
  type FinalMarkets,
  finalNumbers,
  readFinalMarkets,
} from "../valuation/unified/read-unified.ts";
import { vectorKey } from "../valuation/vector-key.ts";
import { isVectorOfChains } from "../vectors/is-same-vector.ts";
import type { Present } from "../vectors/read-answer-vector.ts";
import { resolveBlockVector } from "../vectors/resolve-block-vector.ts";
import { type AtRiskEntry, type AtRiskFilter, atRiskEntries, isListed } from "./at-risk-entry.ts";
import type { Book } from "./create-book.ts";
import type { Candidate } from "./create-columns.ts";
import { screenPrices } from "./screen-prices.ts";
import { createStanding, type Standing } from "./standing.ts";

export type LiveBook = {
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
  /**
   * An account's value at a standing, with the doubts of open mismatches. Worked out once.
   * @throws SupersededError where a reorg has taken the standing's blocks away.
   */
  valueAccount(parameters: {
    standing: Standing;
    account: AccountId;
    chainIds: readonly number[];
  }): Promise<AccountValue>;
  /**
   * What an account has at the newest final block of each chain. Read once for these blocks.
   * @throws SupersededError as `valueAccount`.
   */
  finalMarkets(parameters: {
    standing: Standing;
    account: AccountId;
    chainIds: readonly number[];
    present: Present;
  }): Promise<FinalMarkets>;
  /**
   * Markets that may be listed by a filter, by the columns as they were at the standing; null where
   * they were not kept and the book has gone on.
   */
  candidates(standing: Standing, filter: AtRiskFilter): readonly Candidate[] | null;
  /** The same for markets whose verdict by Ballast's prices may be another than by their oracle's. */
  divergent(standing: Standing, filter: PlaceFilter): readonly Candidate[] | null;
  /** @throws SupersededError as `valueAccount`. */
  decide(parameters: {
    standing: Standing;
    candidates: readonly Candidate[];
    filter: AtRiskFilter;
  }): Promise<readonly AtRiskEntry[]>;
  /** Calls back whenever the book stands elsewhere; what is returned ends that. */
  onAdvance(listener: () => void): () => void;
  protocols: readonly string[];
  size: Book["size"];
  close(): Promise<void>;
};

type PlaceFilter = Pick<AtRiskFilter, "chainIds" | "protocol">;

/** A standing whose blocks are part of their chains no longer: ask at the newest one. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}

type LiveBookSource = Pick<
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
const HELD_AT_ONCE = 500;

/**
 * The book as it follows the index: a loop that looks whether there is a new block vector and advances
 * the book to it, each time in one snapshot, and what is asked of the book at the vector.
 */
export function createLiveBook(source: LiveBookSource): LiveBook {
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

  async function step(): Promise<void> {
    let pause = pollMilliseconds;
    try {
      if (!(await isNewest(source.peek))) await look();
      isFailing = false;
      // What is to be built is read at once.
      if (!book.isBuilt()) pause = 0;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, "the book cannot follow the index");
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

  /** A snapshot in which the standing's blocks are those of their chains. */
  function within<Result>(
    { vector }: Standing,
    read: (facts: FactsReader) => Promise<Result>,
  ): Promise<Result> {
    return withSnapshot(async (facts) => {
      if (!(await isVectorOfChains({ facts, blocks, vector }))) throw new SupersededError();
      return read(facts);
    });
  }

  const heldKey = (placeKey: string, account: Address) => `${placeKey} ${account}`;

  /** One after the other: those who ask meanwhile mostly miss the same. */
  async function valueMissing(standing: Standing, candidates: readonly Candidate[]): Promise<void> {
    const { held } = standing.memory;
    const isMissing = ({ placeKey, account }: Candidate) => !held.has(heldKey(placeKey, account));
    if (!candidates.some(isMissing)) return;
    const working = standing.memory.valuing.then(() =>
      valueCandidates(standing, candidates.filter(isMissing)),
    );
    standing.memory.valuing = working.catch(() => undefined);
    await working;
  }

  async function valueCandidates(
    standing: Standing,
    candidates: readonly Candidate[],
  ): Promise<void> {
    const { held } = standing.memory;
    const missing = Map.groupBy(candidates, ({ placeKey }) => placeKey);
    if (missing.size === 0) return;
    const values = await within(standing, async (facts) => {
      const found: [string, AccountValue][] = [];
      for (const [placeKey, ofPlace] of missing) {
        const accounts = [...new Set(ofPlace.map(({ account }) => account))].sort();
        for (let start = 0; start < accounts.length; start += HELD_AT_ONCE) {
          const batch = accounts.slice(start, start + HELD_AT_ONCE);
          for (const value of await valuePlace(facts, standing, placeKey, batch)) {
            found.push([heldKey(placeKey, value.account.address), value]);
          }
        }
      }
      return found;
    });
    for (const [key, value] of values) held.set(key, value);
  }

  async function valuePlace(
    facts: FactsReader,
    { vector }: Standing,
    placeKey: string,
    accounts: readonly Address[],
  ): Promise<AccountValue[]> {
    const { chain, adapter } = book.placeOf(placeKey);
    const { chainId } = chain;
    const block = vector.get(chainId);
    if (block === undefined) return [];
    const holdings = await book.holdingsAt({ place: { facts, chain, block }, adapter, accounts });
    if (holdings.length === 0) return [];
    return valuer.valueHeld({ facts, vector, chainId, adapter, holdings });
  }

  function ofPlaces(
    found: readonly Candidate[],
    { chainIds, protocol }: PlaceFilter,
  ): readonly Candidate[] {
    const isWanted = new Map(
      [...new Set(found.map(({ placeKey }) => placeKey))].map((placeKey) => {
        const { chain, adapter } = book.placeOf(placeKey);
        const ofChain = chainIds?.includes(chain.chainId) ?? true;
        return [placeKey, ofChain && (protocol ?? adapter.name) === adapter.name];
      }),
    );
    return found.filter(({ placeKey }) => isWanted.get(placeKey));
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
      } catch {
        return null;
      }
      return book.isBuilt() ? current : null;
    },

    standingAt: (vector) => standings.get(vectorKey(vector)) ?? null,

    async valueAccount({ standing, account, chainIds }) {
      const { accounts } = standing.memory;
      const key = `${account.chainId ?? ""} ${account.address} ${chainIds.join()}`;
      let working = accounts.get(key);
      if (working === undefined) {
        const { vector } = standing;
        working = within(standing, (facts) =>
          valuer.valueAccount({
            ...{ facts, vector, account, chainIds },
            holdingsOf: ({ place, adapter, account: address }) =>
              book.holdingsAt({ place, adapter, accounts: [address] }),
          }),
        );
        accounts.set(key, working);
        working.catch(() => accounts.delete(key));
      }
      const value = await working;
      return markDoubts(value, standing.mismatches);
    },

    async finalMarkets({ standing, account, chainIds, present }) {
      const { vector, memory } = standing;
      const numbers = finalNumbers({ vector, chainIds }, present);
      if (numbers === "unknown") return numbers;
      if (numbers.size === 0) return null;
      const key = `${account.chainId ?? ""} ${account.address} ${[...numbers].join()}`;
      const known = memory.finals.get(key);
      if (known !== undefined) return known;
      const reading = within(standing, (facts) =>
        readFinalMarkets({ valuer, blocks, facts, vector, account, chainIds }, numbers),
      );
      memory.finals.set(key, reading);
      reading.catch(() => memory.finals.delete(key));
      return reading;
    },

    candidates(standing, { maxHealthWad, chainIds, protocol }) {
      const limit = Number(maxHealthWad) / 1e18;
      let found = standing.memory.candidates.get(limit);
      if (found === undefined) {
        if (standing.key !== current?.key || !book.isBuilt()) return null;
        found = book.candidates(limit);
        standing.memory.candidates.set(limit, found);
      }
      return ofPlaces(found, { chainIds, protocol });
    },

    divergent(standing, filter) {
      if (standing.memory.divergent === null) {
        if (standing.key !== current?.key || !book.isBuilt()) return null;
        standing.memory.divergent = book.divergent();
      }
      return ofPlaces(standing.memory.divergent, filter);
    },

    async decide({ standing, candidates, filter }) {
      await valueMissing(standing, candidates);
      const seen = new Set<string>();
      const entries: AtRiskEntry[] = [];
      for (const { placeKey, account } of candidates) {
        const key = heldKey(placeKey, account);
        if (seen.has(key)) continue;
        seen.add(key);
        const value = standing.memory.held.get(key);
        if (value === undefined) continue;
        entries.push(...atRiskEntries(markDoubts(value, standing.mismatches)));
      }
      return entries.filter((entry) => isListed(entry, filter));
    },

    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    protocols: book.protocols,
    size: book.size,

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
