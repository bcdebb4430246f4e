import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { findLastGoodPrice } from "../pricing/find-last-good-price.ts";
import type { LastGood } from "../pricing/last-good.ts";
import { lastGoodCandidateTimes } from "../pricing/last-good-candidate-times.ts";
import { maximumAgeSeconds } from "../pricing/maximum-age-seconds.ts";
import { orderPrices } from "../pricing/order-prices.ts";
import { type OracleAdapters, readFeedHistory } from "./read-observations.ts";

/** The last good price before a vector, from the history of its feeds; null where there is none. */
export async function searchLastGood(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  methodology: Pick<Methodology, "prices" | "policies">;
  adapters: OracleAdapters;
  priceId: string;
}): Promise<LastGood | null> {
  const { facts, vector, methodology, adapters, priceId } = parameters;
  const price = methodology.prices.find((one) => one.id === priceId);
  const policy = methodology.policies.find((one) => one.id === price?.policyId);
  if (policy === undefined) {
    throw new RangeError(`The methodology has no price ${priceId} with a policy.`);
  }
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
