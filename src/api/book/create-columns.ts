import type { Address } from "viem";
import type { ScreenedMarket, ScreenTerm } from "../../protocols/holdings-reader.ts";
import { createAddressTable } from "./create-address-table.ts";
import { COEFFICIENTS, createTermKinds, type PlaceFactors } from "./create-term-kinds.ts";
import { growColumn } from "./grow-column.ts";
import { type HealthBounds, healthBounds, mayDiffer } from "./health-bounds.ts";
import type { ScreenPrices } from "./screen-prices.ts";

/** A market of an account whose health may be below a limit. */
export type Candidate = HealthBounds & {
  account: Address;
  placeKey: string;
  marketId: string;
  /** The same verdict by Ballast's own prices in place of the oracle's, roughly; null where not known. */
  ownHealth: number | null;
};

export type ScreenedAccount = { grossUsd: number; debtUsd: number };

/**
 * The terms of every account in columns, for screening only: what an account has in a place (a
 * protocol on a chain) is replaced as a whole, and all is revalued at once.
 */
export type Columns = {
  /** No markets: the account has nothing at the place any more. */
  replace(placeKey: string, account: Address, markets: readonly ScreenedMarket[]): void;
  removePlace(placeKey: string): void;
  /** Names of the factors that the terms at a place ask for. */
  factorNames(placeKey: string): Set<string>;
  revalue(known: { factors: PlaceFactors; prices: ScreenPrices }): void;
  /** Markets with a debt whose exact health factor may be at or below the limit, by the last revaluation. */
  candidates(limit: number): Candidate[];
  /** Markets with a debt on which the exact verdicts by the oracle's and by Ballast's prices may differ. */
  divergent(): Candidate[];
  /** About what an account's markets are worth in USD; null for an account without any. */
  accountOf(account: Address): ScreenedAccount | null;
  size(): { accounts: number; markets: number; terms: number; bytes: number };
};

const NONE = 0xffff_ffff;
const FEWEST_SLOTS = 1_024;

export function createColumns(): Columns {
  const accounts = createAddressTable();
  const kinds = createTermKinds();
  const marketNames: { placeKey: string; marketId: string }[] = [];
  const marketNumbers = new Map<string, number>();

  // By account.
  let firstEntry = new Uint32Array(FEWEST_SLOTS);
  let gross = new Float64Array(FEWEST_SLOTS);
  let owed = new Float64Array(FEWEST_SLOTS);
  // By entry: an account's part in a market. Owner NONE: the slot is free.
  let owner = new Uint32Array(FEWEST_SLOTS);
  let nextEntry = new Uint32Array(FEWEST_SLOTS);
  let market = new Uint32Array(FEWEST_SLOTS);
  let termStart = new Uint32Array(FEWEST_SLOTS);
  /** NONE: no sum of terms. */
  let termCount = new Uint32Array(FEWEST_SLOTS);
  let collateral = new Float64Array(FEWEST_SLOTS);
  let debt = new Float64Array(FEWEST_SLOTS);
  let ownHealth = new Float64Array(FEWEST_SLOTS);
  let entryEnd = 0;
  const freeEntries: number[] = [];
  // By term.
  let quantity = new Float64Array(FEWEST_SLOTS);
  let kind = new Uint32Array(FEWEST_SLOTS);
  let termEnd = 0;
  let freeTermCount = 0;
  /** Begins of runs of terms that are free, by their length. */
  let freeTerms: number[][] = [];

  function marketNumber(placeKey: string, marketId: string): number {
    const key = `${placeKey}\n${marketId}`;
    const known = marketNumbers.get(key);
    if (known !== undefined) return known;
    marketNames.push({ placeKey, marketId });
    marketNumbers.set(key, marketNames.length - 1);
    return marketNames.length - 1;
  }

  function takeTerms(count: number): number {
    const reused = freeTerms[count]?.pop();
    if (reused !== undefined) {
      freeTermCount -= count;
      return reused;
    }
    const start = termEnd;
    termEnd += count;
    quantity = growColumn(quantity, termEnd);
    kind = growColumn(kind, termEnd);
    return start;
  }

  function writeTerms(entry: number, placeKey: string, terms: readonly ScreenTerm[] | undefined) {
    if (terms === undefined) {
      termCount[entry] = NONE;
      return;
    }
    const start = takeTerms(terms.length);
    termStart[entry] = start;
    termCount[entry] = terms.length;
    for (const [index, term] of terms.entries()) {
      quantity[start + index] = term.quantity;
      kind[start + index] = kinds.use(placeKey, term);
    }
  }

  function freeTermsOf(entry: number): void {
    const count = termCount[entry]!;
    if (count === NONE || count === 0) return;
    const start = termStart[entry]!;
    for (let term = start; term < start + count; term++) kinds.release(kind[term]!);
    freeTerms[count] ??= [];
    freeTerms[count].push(start);
    freeTermCount += count;
  }

  function addEntry(account: number, placeKey: string, screened: ScreenedMarket): void {
    const entry = freeEntries.pop() ?? entryEnd++;
    owner = growColumn(owner, entryEnd);
    nextEntry = growColumn(nextEntry, entryEnd);
    market = growColumn(market, entryEnd);
    termStart = growColumn(termStart, entryEnd);
    termCount = growColumn(termCount, entryEnd);
    collateral = growColumn(collateral, entryEnd);
    debt = growColumn(debt, entryEnd);
    ownHealth = growColumn(ownHealth, entryEnd);
    owner[entry] = account;
    market[entry] = marketNumber(placeKey, screened.marketId);
    nextEntry[entry] = firstEntry[account]!;
    firstEntry[account] = entry;
    collateral[entry] = Number.NaN;
    debt[entry] = Number.NaN;
    ownHealth[entry] = Number.NaN;
    writeTerms(entry, placeKey, screened.terms);
  }

  function entriesWhere(isWanted: (bounds: HealthBounds, ownHealth: number) => boolean) {
    const found: Candidate[] = [];
    for (let entry = 0; entry < entryEnd; entry++) {
      const account = owner[entry]!;
      if (account === NONE) continue;
      const bounds = healthBounds(collateral[entry]!, debt[entry]!);
      const own = ownHealth[entry]!;
      if (bounds === null || !isWanted(bounds, own)) continue;
      found.push({
        ...bounds,
        ...marketNames[market[entry]!]!,
        account: accounts.addressOf(account),
        ownHealth: Number.isFinite(own) ? own : null,
      });
    }
    return found;
  }

  /** Takes away the entries of an account at a place. */
  function removeEntries(account: number, placeKey: string): void {
    let before = NONE;
    for (let entry = firstEntry[account]!; entry !== NONE; ) {
      const next = nextEntry[entry]!;
      if (marketNames[market[entry]!]!.placeKey === placeKey) {
        freeTermsOf(entry);
        owner[entry] = NONE;
        freeEntries.push(entry);
        if (before === NONE) firstEntry[account] = next;
        else nextEntry[before] = next;
      } else before = entry;
      entry = next;
    }
  }

  /** Accounts that change the number of their terms leave runs that nobody may want again. */
  function closeGaps(): void {
    if (freeTermCount <= FEWEST_SLOTS || freeTermCount * 2 <= termEnd) return;
    const kept = termEnd - freeTermCount;
    const quantities = new Float64Array(kept);
    const kindsKept = new Uint32Array(kept);
    let end = 0;
    for (let entry = 0; entry < entryEnd; entry++) {
      const count = termCount[entry]!;
      if (owner[entry] === NONE || count === NONE) continue;
      const start = termStart[entry]!;
      quantities.set(quantity.subarray(start, start + count), end);
      kindsKept.set(kind.subarray(start, start + count), end);
      termStart[entry] = end;
      end += count;
    }
    quantity = quantities;
    kind = kindsKept;
    termEnd = end;
    freeTermCount = 0;
    freeTerms = [];
  }

  function removeAccount(account: number): void {
    if (firstEntry[account] !== NONE) return;
    accounts.remove(accounts.addressOf(account));
  }

  return {
    replace(placeKey, address, markets) {
      const known = accounts.find(address);
      if (known === undefined && markets.length === 0) return;
      const account = known ?? accounts.add(address);
      if (known === undefined) {
        firstEntry = growColumn(firstEntry, accounts.end());
        gross = growColumn(gross, accounts.end());
        owed = growColumn(owed, accounts.end());
        firstEntry[account] = NONE;
        gross[account] = Number.NaN;
        owed[account] = Number.NaN;
      } else removeEntries(account, placeKey);
      for (const screened of markets) addEntry(account, placeKey, screened);
      removeAccount(account);
      closeGaps();
    },

    removePlace(placeKey) {
      for (let entry = 0; entry < entryEnd; entry++) {
        const account = owner[entry]!;
        if (account === NONE || marketNames[market[entry]!]!.placeKey !== placeKey) continue;
        removeEntries(account, placeKey);
        removeAccount(account);
      }
      closeGaps();
    },

    factorNames: kinds.factorNames,

    revalue(known) {
      sumEntries({
        coefficients: kinds.coefficients(known),
        ...{ entryEnd, owner, termStart, termCount, quantity, kind },
        ...{ collateral, debt, ownHealth, gross, owed },
      });
    },

    candidates: (limit) => entriesWhere((bounds) => bounds.lower <= limit),
    divergent: () => entriesWhere(mayDiffer),

    accountOf(address) {
      const account = accounts.find(address);
      if (account === undefined) return null;
      return { grossUsd: gross[account]!, debtUsd: owed[account]! };
    },

    size() {
      const columns = [firstEntry, gross, owed, owner, nextEntry, market, termStart, termCount];
      const sums = [collateral, debt, ownHealth, quantity, kind];
      return {
        accounts: accounts.count(),
        markets: entryEnd - freeEntries.length,
        terms: termEnd - freeTermCount,
        bytes: [...columns, ...sums].reduce(
          (total, column) => total + column.byteLength,
          accounts.bytes() + (freeEntries.length + freeTermCount) * 8,
        ),
      };
    },
  };
}

/** In a function of its own, whose columns are constants: a loop over what closures share takes twice as long. */
function sumEntries(columns: {
  coefficients: Float64Array;
  entryEnd: number;
  owner: Uint32Array;
  termStart: Uint32Array;
  termCount: Uint32Array;
  quantity: Float64Array;
  kind: Uint32Array;
  collateral: Float64Array;
  debt: Float64Array;
  ownHealth: Float64Array;
  gross: Float64Array;
  owed: Float64Array;
}): void {
  const { coefficients, entryEnd, owner, termStart, termCount, quantity, kind } = columns;
  const { collateral, debt, ownHealth, gross, owed } = columns;
  gross.fill(0);
  owed.fill(0);
  for (let entry = 0; entry < entryEnd; entry++) {
    const account = owner[entry]!;
    if (account === NONE) continue;
    const count = termCount[entry]!;
    if (count === NONE) {
      gross[account] = Number.NaN;
      owed[account] = Number.NaN;
      continue;
    }
    let backing = 0;
    let ownBacking = 0;
    let worth = 0;
    let debts = 0;
    let ownDebts = 0;
    let debtsWorth = 0;
    const start = termStart[entry]!;
    const end = start + count;
    for (let term = start; term < end; term++) {
      const amount = quantity[term]!;
      const number = kind[term]!;
      const at = number * COEFFICIENTS;
      if ((number & 1) === 0) {
        backing += amount * coefficients[at]!;
        ownBacking += amount * coefficients[at + 1]!;
        worth += amount * coefficients[at + 2]!;
      } else {
        debts += amount * coefficients[at]!;
        ownDebts += amount * coefficients[at + 1]!;
        debtsWorth += amount * coefficients[at + 2]!;
      }
    }
    collateral[entry] = backing;
    debt[entry] = debts;
    ownHealth[entry] = ownBacking / ownDebts;
    gross[account]! += worth;
    owed[account]! += debtsWorth;
  }
}
