import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import { offReferencePrices } from "../methodology/lint-price-rules.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";
import { readBlockVector } from "../store/read-block-vector.ts";
import { vectorKey } from "./vector-key.ts";

/** The prices at a vector, those of `withheld` and what is made of them without a value. */
export type ComposePrices = (parameters: {
  facts: FactsReader;
  vector: BlockVector;
  withheld?: ReadonlySet<string>;
}) => Promise<ReadonlyMap<string, Price>>;

const REMEMBERED_VECTORS = 16;

/**
 * Rule R16 in the running service: which prices are off their reference, by what they were at the
 * blocks of the reference's time. That is chain data alone, so that a vector has the same answer on
 * every replica and whenever it is asked. A reference has no bearing on a vector of which a chain has
 * not reached its time.
 */
export function createOffReferenceReader(parameters: {
  methodology: Pick<Methodology, "prices">;
  compose: ComposePrices;
}) {
  const { methodology, compose } = parameters;
  const byTime = Map.groupBy(
    methodology.prices.filter(({ reference }) => reference !== undefined),
    ({ reference }) => reference?.timeSeconds ?? 0,
  );
  const remembered = createBoundedMap<string, ReadonlySet<string>>(REMEMBERED_VECTORS);

  const self = {
    /** Vectors, ascending, in parts of which each has the same prices off their references. */
    async split(parameters: {
      facts: FactsReader;
      vectors: readonly BlockVector[];
    }): Promise<{ vectors: readonly BlockVector[]; withheld: ReadonlySet<string> }[]> {
      const { facts, vectors } = parameters;
      const parts: { reached: string; vectors: BlockVector[]; withheld: ReadonlySet<string> }[] =
        [];
      for (const vector of vectors) {
        const reached = [...byTime.keys()].filter((time) => hasReached(vector, time)).join();
        const last = parts.at(-1);
        // Which blocks a time has depends on the chains of a vector, which all have alike.
        if (last?.reached === reached) last.vectors.push(vector);
        else {
          const withheld = await self.read({ facts, vector });
          parts.push({ reached, vectors: [vector], withheld });
        }
      }
      return parts;
    },

    async read(at: { facts: FactsReader; vector: BlockVector }): Promise<ReadonlySet<string>> {
      const { facts, vector } = at;
      const off = new Set<string>();
      for (const [timestampSeconds, prices] of byTime) {
        if (!hasReached(vector, timestampSeconds)) continue;
        const selector = { kind: "time", timestampSeconds } as const;
        const then = await readBlockVector({
          facts,
          selectors: new Map([...vector.keys()].map((chainId) => [chainId, selector])),
        });
        // The index begins later on every chain: nothing is known of that time.
        if (then.size === 0) continue;
        const key = `${timestampSeconds}:${vectorKey(then)}`;
        let found = remembered.get(key);
        if (found === undefined) {
          const composed = new Map<string, bigint>();
          for (const [id, { midWad }] of await compose({ facts, vector: then })) {
            if (midWad !== null) composed.set(id, midWad);
          }
          found = offReferencePrices({ prices }, composed);
          remembered.set(key, found);
        }
        for (const id of found) off.add(id);
      }
      return off;
    },
  };
  return self;
}

function hasReached(vector: BlockVector, timeSeconds: number): boolean {
  return [...vector.values()].every((block) => block.timestampSeconds >= timeSeconds);
}
