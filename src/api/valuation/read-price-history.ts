import {
  type BlockReference,
  type BlockVector,
  evaluationTimeSeconds,
} from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { readSupplyHistories } from "../../oracles/bridged-supply/read-supplies.ts";
import { readCapHistory } from "../../oracles/rates/read-caps.ts";
import { readRateHistory } from "../../oracles/rates/read-rates.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { PriceHistory } from "../pricing/price-history.ts";
import {
  rateLookbackSeconds,
  replayStartSeconds,
  replayWindowSeconds,
} from "../pricing/replay-window.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import { type BlockMemory, withoutMemory } from "./create-block-memory.ts";
import { type OracleAdapters, readFeedHistory } from "./read-observations.ts";
import { readSequencerHistories } from "./read-sequencer-histories.ts";

export type PricedMethodology = Pick<
  Methodology,
  "prices" | "policies" | "rates" | "bridgedTokens" | "sequencers"
>;

/**
 * What every feed, rate, bridge and sequencer of the methodology said up to a vector, as far back as the
 * prices there depend on it, or from the begin of an earlier replay on.
 */
export async function readPriceHistory(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  methodology: PricedMethodology;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
  startSeconds?: number;
  /** Left out: all. What the prices are made of must be among them. */
  prices?: Methodology["prices"];
  /** Of what was read of a block, for these very prices. */
  memory?: BlockMemory;
}): Promise<PriceHistory> {
  const { facts, vector, methodology, prices = methodology.prices } = parameters;
  const { memory = withoutMemory } = parameters;
  const feeds = prices.flatMap((price) => price.feeds);
  const fromSeconds =
    parameters.startSeconds ??
    replayStartSeconds(evaluationTimeSeconds(vector), replayWindowSeconds(methodology));
  const { rates, bridgedTokens, sequencers = [] } = methodology;
  const ratesFrom = fromSeconds - rateLookbackSeconds(methodology);
  const ofRates = { facts, rates, fromSeconds: ratesFrom };
  return {
    feeds: await readFeedHistory({ ...parameters, feeds, fromSeconds }),
    sequencers: await readSequencerHistories({ facts, vector, sequencers, fromSeconds, memory }),
    rates: await overChains(vector, (block) =>
      memory("rates", block)(`history from ${ratesFrom}`, () =>
        readRateHistory({ ...ofRates, block }),
      ),
    ),
    caps: await overChains(vector, (block) =>
      memory("rates", block)("caps", () => readCapHistory({ facts, rates, block })),
    ),
    supplies: await readSupplyHistories({
      ...{ facts, bridgedTokens, vector, fromSeconds },
      remember: (block) => memory("supplies", block),
    }),
  };
}

/** What is on each chain of a vector by ids that no two chains share. */
async function overChains<Value>(
  vector: BlockVector,
  read: (block: BlockReference) => Promise<Map<string, Value>>,
): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  for (const block of vector.values()) {
    for (const [id, value] of await read(block)) found.set(id, value);
  }
  return found;
}
