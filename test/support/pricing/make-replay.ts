import type {
  MethodologyFeed,
  MethodologyPrice,
  PricePolicy,
} from "../../../src/api/methodology/methodology.ts";
import { PRICE_POLICIES } from "../../../src/api/methodology/price-policies.ts";
import { createPriceReplay } from "../../../src/api/pricing/create-price-replay.ts";
import type { Price } from "../../../src/api/pricing/price.ts";
import type { PriceHistory } from "../../../src/api/pricing/price-history.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { makeFeed, makePrice } from "./make-feed.ts";

/** A policy of the methodology. */
export function policyOf(id: string): PricePolicy {
  const policy = PRICE_POLICIES.find((one) => one.id === id);
  if (policy === undefined) throw new Error(`There is no policy ${id}.`);
  return policy;
}

/** Observations by feed in the order of their writing. */
export function historyOf(observations: readonly Observation[]): Map<string, Observation[]> {
  const history = new Map<string, Observation[]>();
  for (const one of observations.toSorted((a, b) => a.writeTimeSeconds - b.writeTimeSeconds)) {
    history.set(one.feedId, [...(history.get(one.feedId) ?? []), one]);
  }
  return history;
}

/** A replay of one price of the given feeds. */
export function makeReplay({
  policy,
  feeds,
  observations,
  presentChainIds,
  ...history
}: {
  policy: PricePolicy;
  feeds: readonly (string | MethodologyFeed)[];
  observations: readonly Observation[];
  presentChainIds?: ReadonlySet<number>;
} & Omit<PriceHistory, "feeds">) {
  const price: MethodologyPrice = makePrice(
    feeds.map((feed) => (typeof feed === "string" ? makeFeed(feed) : feed)),
    { id: "X/USD", policyId: policy.id },
  );
  const replay = createPriceReplay({
    methodology: { prices: [price], policies: [policy] },
    presentChainIds,
    history: { feeds: historyOf(observations), ...history },
  });
  return {
    ...replay,
    /** The price at a time; times must not go back. */
    at(timeSeconds: number): Price {
      const found = replay.pricesAt(timeSeconds).get("X/USD");
      if (found === undefined) throw new Error("The price was not evaluated.");
      return found;
    },
  };
}
