import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { createPriceReplay } from "../pricing/create-price-replay.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import type { Price } from "../pricing/price.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import { type OracleAdapters, readObservations } from "./read-observations.ts";
import { readPriceHistory } from "./read-price-history.ts";

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
  methodology: Pick<Methodology, "prices" | "policies" | "sequencers">;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
}): PriceReader {
  const { methodology, adapters, httpObservations } = parameters;
  const remembered = createBoundedMap<string, ReadonlyMap<string, Price>>(REMEMBERED_VECTORS);
  const feeds = methodology.prices.flatMap((price) => price.feeds);

  return {
    async pricesAt({ facts, vector, priceIds }) {
      orderPrices(methodology.prices, priceIds);
      const key = vectorKey(vector);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const readers = { facts, vector, adapters, httpObservations };
      const observations = await readObservations({ ...readers, feeds });
      const history = await readPriceHistory({ ...readers, methodology });
      const replay = createPriceReplay({
        methodology,
        history,
        presentChainIds: new Set(vector.keys()),
      });
      const prices = replay.pricesAt(evaluationTimeSeconds(vector), observations);
      remembered.set(key, prices);
      return prices;
    },
  };
}

function vectorKey(vector: BlockVector): string {
  return [...vector.values()]
    .map((block) => `${block.chainId}:${block.hash}`)
    .sort()
    .join(",");
}
