import type { BlockVector } from "../../core/block-vector.ts";
import { type BoundedMap, createBoundedMap } from "../create-bounded-map.ts";
import type { KeptText } from "../kept-json.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { OpenMismatch } from "../parity/open-mismatch.ts";
import type { Price } from "../pricing/price.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import type { FinalMarkets } from "../valuation/unified/read-unified.ts";
import type { UnifiedValue } from "../valuation/unified/unified-value.ts";
import { vectorKey } from "../valuation/vector-key.ts";
import type { Candidate } from "./create-columns.ts";

/** What the index says at the newest vector that the book has seen, and what was worked out there. */
export type Standing = {
  vector: BlockVector;
  /** Names the vector by its blocks. */
  key: string;
  methodology: HashedMethodology;
  prices: ReadonlyMap<string, Price>;
  /** Those that are open. */
  mismatches: readonly OpenMismatch[];
  /** What the index said of the present: see `ReadPresentMark`. */
  mark: string;
  /** Grows with every reorg: standings of the same epoch follow each other on the same chains. */
  epoch: number;
  /** What is worked out at the vector once and kept with it. */
  memory: StandingMemory;
  /**
   * Answers by what was asked, under way or done, with what they say beside the standing: the second of
   * the clock and what the nodes said. Null: a reorg has taken the standing away.
   */
  answers: BoundedMap<string, { basis: string; answer: Promise<KeptAnswer | null> }>;
};

type StandingMemory = {
  /** By limit, as they were when the book stood here. */
  candidates: Map<number, readonly Candidate[]>;
  divergent: readonly Candidate[] | null;
  /** Of one account in one place each. */
  held: Map<string, AccountValue>;
  /** Ends with the last valuation of what `held` lacked that is under way. */
  valuing: Promise<unknown>;
  /** Under way or done: whoever asks for the same meanwhile shares it. */
  accounts: BoundedMap<string, Promise<AccountValue>>;
  /** What accounts have at the newest final blocks, by account and by these. */
  finals: BoundedMap<string, Promise<FinalMarkets>>;
};

export type KeptAnswer = {
  text: KeptText;
  /** Its entity tag. */
  tag: string;
  /** What the text says of it, for limits that differ between callers. */
  unified: UnifiedValue;
};

const KEPT_ACCOUNTS = 10_000;
const KEPT_ANSWERS = 4_000;

/** A standing; the memory of an earlier one at the same vector is its own. */
export function createStanding(
  parameters: Omit<Standing, "key" | "memory" | "answers">,
  earlier: Standing | null,
): Standing {
  const key = vectorKey(parameters.vector);
  return {
    ...parameters,
    key,
    memory:
      earlier?.key === key
        ? earlier.memory
        : {
            candidates: new Map(),
            divergent: null,
            held: new Map(),
            valuing: Promise.resolve(),
            accounts: createBoundedMap(KEPT_ACCOUNTS),
            finals: createBoundedMap(KEPT_ACCOUNTS),
          },
    answers: createBoundedMap(KEPT_ANSWERS),
  };
}
