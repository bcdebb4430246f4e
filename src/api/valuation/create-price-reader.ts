import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import { createPriceReplay } from "../pricing/create-price-replay.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import type { Price } from "../pricing/price.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import { type ComposePrices, createOffReferenceReader } from "./create-off-reference-reader.ts";
import { type OracleAdapters, readObservations } from "./read-observations.ts";
import { type PricedMethodology, readPriceHistory } from "./read-price-history.ts";
import { vectorKey } from "./vector-key.ts";

export type PriceReader = {
  /**
   * The prices of the given ids, and of those that they are made of, at a block vector: by every
   * rule, from the history of the feeds, which is read once for a vector.
   * @throws BallastError `price-unknown` for an id that the methodology lacks.
   */
  pricesAt(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    priceIds: readonly string[];
  }): Promise<ReadonlyMap<string, Price>>;
};

/** Vectors that are kept. Block hashes name a vector, so what is kept never goes wrong. */
const REMEMBERED_VECTORS = 64;

export function createPriceReader(parameters: {
  methodology: PricedMethodology;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
}): PriceReader {
  const { methodology, adapters, httpObservations } = parameters;
  const remembered = createBoundedMap<string, ReadonlyMap<string, Price>>(REMEMBERED_VECTORS);
  const feeds = methodology.prices.flatMap((price) => price.feeds);

  const compose: ComposePrices = async ({ facts, vector, withheld }) => {
    const readers = { facts, vector, adapters, httpObservations };
    const observations = await readObservations({ ...readers, feeds });
    const history = await readPriceHistory({ ...readers, methodology });
    const replay = createPriceReplay({
      methodology,
      history,
      presentChainIds: new Set(vector.keys()),
      withheld,
    });
    return replay.pricesAt(evaluationTimeSeconds(vector), observations);
  };
  const offReference = createOffReferenceReader({ methodology, compose });

  return {
    async pricesAt({ facts, vector, priceIds }) {
      orderPrices(methodology.prices, priceIds);
      const key = vectorKey(vector);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const withheld = await offReference.read({ facts, vector });
      const prices = await compose({ facts, vector, withheld });
      remembered.set(key, prices);
      return prices;
    },
  };
}
