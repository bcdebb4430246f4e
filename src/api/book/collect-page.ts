import {
  type AtRiskEntry,
  compareEntries,
  comparePlaces,
  type EntryPlace,
  entryPlace,
} from "./at-risk-entry.ts";
import type { Candidate } from "./create-columns.ts";

export type AtRiskPage = { entries: readonly AtRiskEntry[]; next: EntryPlace | null };

/** Candidates whose entries are decided together. */
const DECIDED_AT_ONCE = 256;

/**
 * A page of the list at risk from candidates that are decided exactly only as far as the page goes:
 * in the order of the lowest health that each may have, until none that is left can come before the
 * page's end. `decide` gives the entries of some candidates that are to be listed; it may give those
 * of other markets of the same accounts too, which count once.
 */
export async function collectPage(parameters: {
  candidates: readonly Candidate[];
  decide: (candidates: readonly Candidate[]) => Promise<readonly AtRiskEntry[]>;
  after: EntryPlace | null;
  limit: number;
}): Promise<AtRiskPage> {
  const { decide, after, limit } = parameters;
  const candidates = parameters.candidates
    .filter(({ upper }) => !isBefore(upper, after))
    .sort((a, b) => a.lower - b.lower);
  const found = new Map<string, AtRiskEntry>();
  let page: AtRiskEntry[] = [];
  for (let start = 0; start < candidates.length; start += DECIDED_AT_ONCE) {
    const last = page[limit];
    if (last !== undefined && comesBefore(last, candidates[start]!.lower)) break;
    for (const entry of await decide(candidates.slice(start, start + DECIDED_AT_ONCE))) {
      const place = entryPlace(entry);
      if (after !== null && comparePlaces(place, after) <= 0) continue;
      found.set(`${place.account} ${place.chainId} ${place.marketId} ${place.part}`, entry);
    }
    page = [...found.values()].sort(compareEntries).slice(0, limit + 1);
  }
  const entries = page.slice(0, limit);
  return { entries, next: page.length > limit ? entryPlace(entries.at(-1)!) : null };
}

/** Whether all that a candidate may have is on the pages before. */
function isBefore(upper: number, after: EntryPlace | null): boolean {
  const healthFactorWad = after?.healthFactorWad ?? null;
  return healthFactorWad !== null && upper < (Number(healthFactorWad) / 1e18) * (1 - 1e-12);
}

/** Whether an entry's health is surely below a bound. Both are far from where doubles end. */
function comesBefore({ healthFactorWad }: AtRiskEntry, lower: number): boolean {
  return healthFactorWad !== null && (Number(healthFactorWad) / 1e18) * (1 + 1e-12) < lower;
}
