import { BallastError } from "../../core/ballast-error.ts";
import type { Observation } from "../../core/observation.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { evaluatePrice } from "./evaluate-price.ts";
import type { LastGood } from "./last-good.ts";
import { orderPrices } from "./order-prices.ts";
import type { Price } from "./price.ts";

/**
 * Prices of a methodology at one time, by price id: all of them, or `priceIds` and what those are
 * quoted in. `observations` and `presentChainIds` are as in {@link evaluatePrice}; `lastGood` holds
 * what may stand in for prices without a quorum.
 * @throws BallastError `price-cycle`, `price-unknown` or `policy-unknown` for a methodology that does
 * not hold together.
 */
export function evaluatePrices({
  methodology,
  observations,
  evaluatedAtSeconds,
  lastGood,
  presentChainIds,
  priceIds,
}: {
  methodology: Pick<Methodology, "prices" | "policies">;
  observations: ReadonlyMap<string, Observation>;
  evaluatedAtSeconds: number;
  lastGood: ReadonlyMap<string, LastGood>;
  presentChainIds?: ReadonlySet<number> | undefined;
  priceIds?: readonly string[] | undefined;
}): Map<string, Price> {
  const policies = new Map(methodology.policies.map((policy) => [policy.id, policy]));
  const evaluated = new Map<string, Price>();
  const wanted = priceIds ?? methodology.prices.map((price) => price.id);
  for (const price of orderPrices(methodology.prices, wanted)) {
    const policy = policies.get(price.policyId);
    if (policy === undefined) {
      throw new BallastError(`The price ${price.id} names an unknown policy ${price.policyId}.`, {
        code: "policy-unknown",
      });
    }
    evaluated.set(
      price.id,
      evaluatePrice({
        price,
        policy,
        observations,
        conversions: evaluated,
        evaluatedAtSeconds,
        lastGood: lastGood.get(price.id) ?? null,
        presentChainIds,
      }),
    );
  }
  return evaluated;
}
