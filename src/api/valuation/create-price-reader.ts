import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import { createBoundedMap } from "../create-bounded-map.ts";
import type { MethodologyFeed } from "../methodology/methodology.ts";
import { createPriceReplay } from "../pricing/create-price-replay.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import type { Price } from "../pricing/price.ts";
import { replayWindowSeconds } from "../pricing/replay-window.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import { createBlockMemory } from "./create-block-memory.ts";
import { type ComposePrices, createOffReferenceReader } from "./create-off-reference-reader.ts";
import { evaluateWindow, seriesWindows } from "./price-series.ts";
import { readMovingObservations } from "./read-moving-observations.ts";
import { type OracleAdapters, readFeedHistory, readObservations } from "./read-observations.ts";
import { type PricedMethodology, readPriceHistory } from "./read-price-history.ts";
import { vectorKey } from "./vector-key.ts";

export type PriceReader = {
  /**
   * The prices of the given ids, and of those that they are made of, at a block vector: by every
   * rule, from the history of the feeds, which is read once for a vector. Left out, all prices of the
   * methodology.
   * @throws BallastError `price-unknown` for an id that the methodology lacks.
   */
  pricesAt(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    priceIds?: readonly string[];
  }): Promise<ReadonlyMap<string, Price>>;
  /**
   * What some prices, and those that they are made of, take at each of some vectors, ascending: read
   * within the snapshot, evaluated whenever the caller wants. They are those of
   * {@link PriceReader.pricesAt} at each vector.
   * @throws BallastError `price-unknown` for an id that the methodology lacks.
   */
  readSeries(parameters: {
    facts: FactsReader;
    vectors: readonly BlockVector[];
    priceIds: readonly string[];
  }): Promise<PriceSeries>;
  /**
   * What a feed said from a time to a vector, in the order of its writing; begins with the last word
   * at or before the time, where there is one.
   */
  readFeed(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    feed: MethodologyFeed;
    fromSeconds: number;
  }): Promise<readonly Observation[]>;
  /** Ids of the prices that are off their reference at its time, as known at a vector (R16). */
  offReference(parameters: {
    facts: FactsReader;
    vector: BlockVector;
  }): Promise<ReadonlySet<string>>;
  /** How far back the price of a time depends on what was said, at most: begins are one window apart. */
  windowSeconds: number;
};

/** One function for each window, which gives the prices by id at each of its vectors. */
export type PriceSeries = readonly (() => ReadonlyMap<string, Price>[])[];

/** Vectors that are kept. Block hashes name a vector, so what is kept never goes wrong. */
const REMEMBERED_VECTORS = 64;
/** Blocks of which what feeds said up to there is kept. */
const REMEMBERED_BLOCKS = 32;

export function createPriceReader(parameters: {
  methodology: PricedMethodology;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
}): PriceReader {
  const { methodology, adapters, httpObservations } = parameters;
  const remembered = createBoundedMap<string, ReadonlyMap<string, Price>>(REMEMBERED_VECTORS);
  const feeds = methodology.prices.flatMap((price) => price.feeds);

  const windowSeconds = replayWindowSeconds(methodology);
  /** Of a new vector's blocks most are those of the vector before. */
  const memory = createBlockMemory(REMEMBERED_BLOCKS);

  const compose: ComposePrices = async ({ facts, vector, withheld }) => {
    const readers = { facts, vector, adapters, httpObservations, memory };
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
    windowSeconds,
    offReference: offReference.read,

    async readFeed({ facts, vector, feed, fromSeconds }) {
      const histories = await readFeedHistory({
        ...{ facts, vector, adapters, httpObservations, feeds: [feed], fromSeconds },
      });
      return histories.get(feed.id) ?? [];
    },

    async readSeries({ facts, vectors, priceIds }) {
      const prices = orderPrices(methodology.prices, priceIds);
      const moving = prices.flatMap((price) => price.feeds);
      const series: PriceSeries[number][] = [];
      const parts = await offReference.split({ facts, vectors });
      const windows = parts.flatMap(({ vectors: part, withheld }) =>
        seriesWindows(part, windowSeconds).map((window) => ({ ...window, withheld })),
      );
      for (const { startSeconds, vectors: within, withheld } of windows) {
        const vector = within.at(-1);
        if (vector === undefined) continue;
        const history = await readPriceHistory({
          ...{ facts, vector, methodology, adapters, httpObservations },
          ...{ startSeconds, prices },
        });
        const observations = await readMovingObservations({
          ...{ facts, adapters, feeds: moving, vectors: within },
        });
        series.push(() =>
          evaluateWindow({
            vectors: within,
            history,
            moving: observations,
            replay: createPriceReplay({
              methodology,
              history,
              presentChainIds: new Set(vector.keys()),
              priceIds,
              withheld,
            }),
          }),
        );
      }
      return series;
    },

    async pricesAt({ facts, vector, priceIds = [] }) {
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
