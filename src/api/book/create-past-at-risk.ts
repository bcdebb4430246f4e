import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { vectorKey } from "../valuation/vector-key.ts";
import { type AtRiskEntry, atRiskEntries, compareEntries } from "./at-risk-entry.ts";
import type { LiveBook } from "./create-live-book.ts";

/** Entries of every account at a past vector, in order, each decided exactly. */
export type PastAtRisk = (parameters: {
  facts: FactsReader;
  vector: BlockVector;
}) => Promise<readonly AtRiskEntry[]>;

const REMEMBERED_VECTORS = 4;
/** Above that many accounts nobody waits for all of them to be read. */
const MOST_ACCOUNTS = 50_000;

/** The list at risk where the book no longer stands: every account is read and valued anew. */
export function createPastAtRisk(parameters: {
  dependencies: Pick<AppDependencies, "valuer" | "parity"> & { book: Pick<LiveBook, "size"> };
}): PastAtRisk {
  const { valuer, parity, book } = parameters.dependencies;
  const remembered = createBoundedMap<string, readonly AtRiskEntry[]>(REMEMBERED_VECTORS);

  return async ({ facts, vector }) => {
    const mismatches = await parity.openMismatches({ facts, vector });
    const key = `${vectorKey(vector)} ${JSON.stringify(mismatches, (_, value) => (typeof value === "bigint" ? `${value}` : value))}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const { accounts } = book.size();
    if (accounts > MOST_ACCOUNTS) {
      throw new ProblemError({
        status: 400,
        code: "too-many-accounts",
        title: "Too many accounts",
        detail: `A past list values every account anew; here are ${accounts}, more than ${MOST_ACCOUNTS}.`,
        errors: [{ pointer: "query/at", detail: "Leave it out, or ask account by account." }],
      });
    }
    const values = await valuer.valueAll({ facts, vector });
    const entries = values
      .flatMap((value) => atRiskEntries(markDoubts(value, mismatches)))
      .sort(compareEntries);
    remembered.set(key, entries);
    return entries;
  };
}
