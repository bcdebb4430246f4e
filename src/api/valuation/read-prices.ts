import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { evaluatePrices } from "../pricing/evaluate-prices.ts";
import { findLastGoodPrice } from "../pricing/find-last-good-price.ts";
import type { LastGood } from "../pricing/last-good.ts";
import { lastGoodCandidateTimes } from "../pricing/last-good-candidate-times.ts";
import { maximumAgeSeconds } from "../pricing/maximum-age-seconds.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import type { Price } from "../pricing/price.ts";
import { type OracleAdapters, readFeedHistory, readObservations } from "./read-observations.ts";

type Parameters = {
  facts: FactsReader;
  vector: BlockVector;
  methodology: Pick<Methodology, "prices" | "policies">;
  adapters: OracleAdapters;
};

/**
 * Every price of the methodology at a block vector. The history of feeds is read only where a price
 * has no quorum and needs its last good value.
 */
export async function readPrices(parameters: Parameters): Promise<ReadonlyMap<string, Price>> {
  const { facts, vector, methodology, adapters } = parameters;
  const feeds = methodology.prices.flatMap((price) => price.feeds);
  const observations = await readObservations({ facts, feeds, vector, adapters });
  const evaluate = (lastGood: ReadonlyMap<string, LastGood>) =>
    evaluatePrices({
      methodology,
      observations,
      evaluatedAtSeconds: evaluationTimeSeconds(vector),
      lastGood,
      presentChainIds: new Set(vector.keys()),
    });
  const prices = evaluate(new Map());
  const missing = [...prices.values()].filter((price) => price.status === "unavailable");
  if (missing.length === 0) return prices;

  const lastGood = new Map<string, LastGood>();
  for (const { priceId } of missing) {
    const found = await searchLastGood({ ...parameters, priceId, observations });
    if (found !== null) lastGood.set(priceId, found);
  }
  return lastGood.size === 0 ? prices : evaluate(lastGood);
}

async function searchLastGood(
  parameters: Parameters & { priceId: string; observations: ReadonlyMap<string, Observation> },
): Promise<LastGood | null> {
  const { facts, vector, methodology, adapters, priceId } = parameters;
  const price = methodology.prices.find((one) => one.id === priceId);
  const policy = methodology.policies.find((one) => one.id === price?.policyId);
  if (policy === undefined) return null;
  const evaluatedAtSeconds = evaluationTimeSeconds(vector);
  const feeds = orderPrices(methodology.prices, [priceId]).flatMap((one) => one.feeds);
  // An observation counts until it is stale, so the earliest good moment may rest on one older still.
  const longestAgeSeconds = Math.max(
    0,
    ...feeds.map((feed) => maximumAgeSeconds(feed.heartbeatSeconds)),
  );
  const history = await readFeedHistory({
    facts,
    feeds,
    vector,
    adapters,
    fromSeconds: evaluatedAtSeconds - policy.lastGoodSeconds - longestAgeSeconds,
  });
  return findLastGoodPrice({
    methodology,
    priceId,
    history,
    candidateTimesSeconds: lastGoodCandidateTimes({
      feeds,
      history,
      evaluatedAtSeconds,
      lastGoodSeconds: policy.lastGoodSeconds,
    }),
    evaluatedAtSeconds,
    presentChainIds: new Set(vector.keys()),
  });
}
