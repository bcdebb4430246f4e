import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { evaluatePrices } from "../pricing/evaluate-prices.ts";
import type { LastGood } from "../pricing/last-good.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import type { Price } from "../pricing/price.ts";
import { type OracleAdapters, readObservations } from "./read-observations.ts";
import { searchLastGood } from "./search-last-good.ts";

export type PriceReader = {
  /**
   * The prices of the given ids at a block vector. The history of feeds is read only where one of
   * them, or a price that it is quoted in, has no quorum and needs its last good value.
   * @throws BallastError `price-unknown` for an id that the methodology lacks.
   */
  pricesAt(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    priceIds: readonly string[];
  }): Promise<ReadonlyMap<string, Price>>;
};

/** What was read at a vector: what its feeds said, and last good prices as far as they were needed. */
type AtVector = {
  observations: ReadonlyMap<string, Observation>;
  /** Without last good prices. */
  prices: ReadonlyMap<string, Price>;
  lastGood: Map<string, LastGood | null>;
};

/** Vectors that are kept. Block hashes name a vector, so what is kept never goes wrong. */
const REMEMBERED_VECTORS = 64;

export function createPriceReader(parameters: {
  methodology: Pick<Methodology, "prices" | "policies">;
  adapters: OracleAdapters;
}): PriceReader {
  const { methodology, adapters } = parameters;
  const remembered = createBoundedMap<string, AtVector>(REMEMBERED_VECTORS);
  const feeds = methodology.prices.flatMap((price) => price.feeds);

  const evaluate = (
    vector: BlockVector,
    observations: ReadonlyMap<string, Observation>,
    lastGood: ReadonlyMap<string, LastGood>,
    priceIds?: readonly string[],
  ) =>
    evaluatePrices({
      methodology,
      observations,
      evaluatedAtSeconds: evaluationTimeSeconds(vector),
      lastGood,
      presentChainIds: new Set(vector.keys()),
      priceIds,
    });

  const atVector = async (facts: FactsReader, vector: BlockVector): Promise<AtVector> => {
    const key = vectorKey(vector);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const observations = await readObservations({ facts, feeds, vector, adapters });
    const read: AtVector = {
      observations,
      prices: evaluate(vector, observations, new Map()),
      lastGood: new Map(),
    };
    remembered.set(key, read);
    return read;
  };

  return {
    async pricesAt({ facts, vector, priceIds }) {
      const { observations, prices, lastGood } = await atVector(facts, vector);
      const missing = orderPrices(methodology.prices, priceIds).filter(
        ({ id }) => prices.get(id)?.status === "unavailable",
      );
      if (missing.length === 0) return prices;
      const found = new Map<string, LastGood>();
      for (const { id } of missing) {
        let last = lastGood.get(id);
        if (last === undefined) {
          last = await searchLastGood({ facts, vector, methodology, adapters, priceId: id });
          lastGood.set(id, last);
        }
        if (last !== null) found.set(id, last);
      }
      return evaluate(vector, observations, found, priceIds);
    },
  };
}

function vectorKey(vector: BlockVector): string {
  return [...vector.values()]
    .map((block) => `${block.chainId}:${block.hash}`)
    .sort()
    .join(",");
}
