import type { Observation } from "../../core/observation.ts";
import type { MethodologyPrice, PricePolicy } from "../methodology/methodology.ts";
import { aggregatePrice } from "./aggregate-price.ts";
import { feedEvidence } from "./feed-evidence.ts";
import type { LastGood } from "./last-good.ts";
import { preparePrice } from "./prepare-price.ts";
import type { Price } from "./price.ts";
import type { Conversion } from "./quote-feed.ts";
import type { SequencerHistory } from "./sequencer.ts";
import { standInPrice } from "./stand-in-price.ts";

/**
 * The aggregate of a price's feeds at one time by the rules R0–R6, R9 and R10 of docs/prices.md: what
 * the feeds say, without a judgement of how it came about (that is `stepPrice`). `observations` holds
 * the last observation of each feed at the blocks of the answer, `conversions` the prices that its
 * feeds are quoted in, `presentChainIds` the chains that the answer covers (left out: every feed's).
 * The result does not depend on the order of feeds.
 * @throws BallastError `conversion-missing` for a feed whose conversion price is not given.
 * @throws RangeError for a last good price of the future.
 */
export function evaluatePrice({
  price,
  policy,
  lastGood,
  ...inputs
}: {
  price: MethodologyPrice;
  policy: PricePolicy;
  observations: ReadonlyMap<string, Observation>;
  conversions: ReadonlyMap<string, Conversion>;
  evaluatedAtSeconds: number;
  lastGood: LastGood | null;
  presentChainIds?: ReadonlySet<number> | undefined;
  sequencers?: ReadonlyMap<number, SequencerHistory> | undefined;
}): Price {
  const prepared = preparePrice(price, policy);
  const { evaluatedAtSeconds } = inputs;
  const aggregate = aggregatePrice(prepared, inputs);
  const { result, settlement, quotes, hadVotes } = aggregate;
  const values =
    result === null
      ? standInPrice({ lastGood, policy, evaluatedAtSeconds, hadVotes, quotes })
      : {
          status: result.status,
          lowWad: result.lowWad,
          midWad: result.midWad,
          highWad: result.highWad,
          asOfSeconds: evaluatedAtSeconds,
        };
  return {
    priceId: price.id,
    ...values,
    flags: [...aggregate.flags].sort(),
    evaluatedAtSeconds,
    spreadBps: settlement.spreadBps,
    quorum: {
      needed: prepared.needed,
      had: settlement.inliers.length,
      configured: prepared.configured,
    },
    feeds: feedEvidence({
      quotes,
      voters: new Set(result === null ? [] : settlement.inliers.map((vote) => vote.feedId)),
      cut: aggregate.cut,
      evaluatedAtSeconds,
    }),
  };
}
