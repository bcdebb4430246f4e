import { BallastError } from "../../core/ballast-error.ts";
import type { Observation } from "../../core/observation.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { createPriceFold, type PriceFold } from "./create-price-fold.ts";
import { historyEventTimes } from "./history-events.ts";
import { orderPrices } from "./order-prices.ts";
import { outcomePrice } from "./outcome-price.ts";
import { preparePrice } from "./prepare-price.ts";
import type { Price } from "./price.ts";
import type { PriceHistory } from "./price-history.ts";
import { replayStartSeconds, replayWindowSeconds } from "./replay-window.ts";
import { withinWindow } from "./within-window.ts";

export type PriceReplay = {
  /**
   * The prices at a time by price id, the same whatever was asked before; times must not go back.
   * `observations` replaces what the history says of that very moment; `reached` has the time of each
   * chain's block at the moment, where the history goes on after it.
   * @throws RangeError for a time before the one asked last.
   */
  pricesAt(
    timeSeconds: number,
    observations?: ReadonlyMap<string, Observation>,
    reached?: ReadonlyMap<number, number>,
  ): Map<string, Price>;
  /** The times of the history at which something changes, ascending. */
  eventTimes(range: { fromSeconds: number; untilSeconds: number }): number[];
};

/**
 * Prices over time by every rule, path-dependent ones included. The price of a time is a fold over
 * the events of its history that begins at `replayStartSeconds` with nothing remembered, so that it
 * is a function of the methodology, the history up to the time and the time alone.
 * @throws BallastError `price-cycle`, `price-unknown` or `policy-unknown` for a methodology that does
 * not hold together.
 */
export function createPriceReplay({
  methodology,
  history,
  presentChainIds,
  priceIds,
  withheld,
}: {
  methodology: Pick<Methodology, "prices" | "policies">;
  history: PriceHistory;
  presentChainIds?: ReadonlySet<number> | undefined;
  /** Left out: all. What they are made of is evaluated as well. */
  priceIds?: readonly string[] | undefined;
  /** Ids of prices that have no value, nor has what is made of them. */
  withheld?: ReadonlySet<string> | undefined;
}): PriceReplay {
  const policies = new Map(methodology.policies.map((policy) => [policy.id, policy]));
  const wanted = priceIds ?? methodology.prices.map((price) => price.id);
  const prepared = orderPrices(methodology.prices, wanted).map((price) => {
    const policy = policies.get(price.policyId);
    if (policy !== undefined) return preparePrice(price, policy);
    throw new BallastError(`The price ${price.id} names an unknown policy ${price.policyId}.`, {
      code: "policy-unknown",
    });
  });
  const windowSeconds = replayWindowSeconds(methodology);
  let fold: { startSeconds: number; prices: PriceFold } | null = null;
  let newest = Number.NEGATIVE_INFINITY;

  return {
    pricesAt(timeSeconds, observations, reached) {
      if (timeSeconds < newest) {
        throw new RangeError(`A replay at ${newest} cannot go back to ${timeSeconds}.`);
      }
      newest = timeSeconds;
      const startSeconds = replayStartSeconds(timeSeconds, windowSeconds);
      if (fold?.startSeconds !== startSeconds) {
        const untilSeconds = startSeconds + 2 * windowSeconds;
        fold = {
          startSeconds,
          prices: createPriceFold({
            prepared,
            history: {
              ...history,
              feeds: withinWindow(history.feeds, { startSeconds, untilSeconds }),
            },
            startSeconds,
            untilSeconds,
            presentChainIds,
            withheld,
          }),
        };
      }
      const outcomes = fold.prices.outcomesAt(timeSeconds, observations, reached);
      const prices = new Map<string, Price>();
      for (const one of prepared) {
        const outcome = outcomes.get(one.price.id);
        if (outcome === undefined) continue;
        const evaluatedAtSeconds = timeSeconds;
        prices.set(
          one.price.id,
          outcomePrice({ prepared: one, outcome, parts: prices, evaluatedAtSeconds }),
        );
      }
      return prices;
    },
    eventTimes(range) {
      const times = prepared.flatMap((one) => historyEventTimes(one, history, range));
      return [...new Set(times)].sort((a, b) => a - b);
    },
  };
}
