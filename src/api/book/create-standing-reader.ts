import type { Address } from "viem";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import {
  type FinalMarkets,
  finalNumbers,
  readFinalMarkets,
} from "../valuation/unified/read-unified.ts";
import { isVectorOfChains } from "../vectors/is-same-vector.ts";
import type { Present } from "../vectors/read-answer-vector.ts";
import { type AtRiskEntry, type AtRiskFilter, atRiskEntries, isListed } from "./at-risk-entry.ts";
import type { Book } from "./create-book.ts";
import type { Candidate } from "./create-columns.ts";
import type { Standing } from "./standing.ts";
import { SupersededError } from "./superseded-error.ts";

export type StandingReader = {
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
};

type PlaceFilter = Pick<AtRiskFilter, "chainIds" | "protocol">;

export type StandingReaderSource = Pick<AppDependencies, "withSnapshot" | "blocks" | "valuer"> & {
  book: Book;
};

const HELD_AT_ONCE = 500;

/**
 * What is asked of the book at a standing. What was worked out once stays with the standing.
 * @param parameters.standsAt Whether the book stands there now, so that its columns are of that vector.
 */
export function createStandingReader({
  withSnapshot,
  blocks,
  valuer,
  book,
  standsAt,
}: StandingReaderSource & { standsAt: (standing: Standing) => boolean }): StandingReader {
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
        if (!standsAt(standing)) return null;
        found = book.candidates(limit);
        standing.memory.candidates.set(limit, found);
      }
      return ofPlaces(found, { chainIds, protocol });
    },

    divergent(standing, filter) {
      if (standing.memory.divergent === null) {
        if (!standsAt(standing)) return null;
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
  };
}
