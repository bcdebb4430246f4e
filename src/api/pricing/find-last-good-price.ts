import type { Observation } from "../../core/observation.ts";
import type { Methodology } from "../methodology/methodology.ts";
import { evaluatePrices } from "./evaluate-prices.ts";
import type { LastGood } from "./last-good.ts";
import { observationsAt } from "./observations-at.ts";

/** Evaluations that one search may cost. */
const MAXIMUM_EVALUATIONS = 500;

/**
 * The newest of the candidate times, before the evaluation and within the price's own limit, at which
 * the price was `ok` or `degraded`, with the price of that time; null where there is none among the
 * newest 500 candidates. Pure: the earlier prices are evaluated anew from the observations that were
 * on the chains at the time, so every replica finds the same one.
 *
 * `history` holds each feed's observations in the order its chain wrote them, from before the first
 * candidate time on, also of the feeds of prices that this price is quoted in.
 */
export function findLastGoodPrice({
  methodology,
  priceId,
  history,
  candidateTimesSeconds,
  evaluatedAtSeconds,
  presentChainIds,
}: {
  methodology: Pick<Methodology, "prices" | "policies">;
  priceId: string;
  history: ReadonlyMap<string, readonly Observation[]>;
  candidateTimesSeconds: readonly number[];
  evaluatedAtSeconds: number;
  presentChainIds?: ReadonlySet<number> | undefined;
}): LastGood | null {
  const price = methodology.prices.find((one) => one.id === priceId);
  const policy = methodology.policies.find((one) => one.id === price?.policyId);
  if (policy === undefined) {
    throw new RangeError(`The methodology has no price ${priceId} with a policy.`);
  }
  const earliest = evaluatedAtSeconds - policy.lastGoodSeconds;
  const candidates = [...new Set(candidateTimesSeconds)]
    .filter((time) => time < evaluatedAtSeconds && time >= earliest)
    .sort((a, b) => b - a)
    .slice(0, MAXIMUM_EVALUATIONS);
  for (const timeSeconds of candidates) {
    const then = evaluatePrices({
      methodology,
      observations: observationsAt(history, timeSeconds),
      evaluatedAtSeconds: timeSeconds,
      lastGood: new Map(),
      presentChainIds,
      priceIds: [priceId],
    }).get(priceId);
    if (then === undefined || (then.status !== "ok" && then.status !== "degraded")) continue;
    const { lowWad, midWad, highWad, asOfSeconds } = then;
    if (lowWad === null || midWad === null || highWad === null || asOfSeconds === null) continue;
    return { lowWad, midWad, highWad, asOfSeconds };
  }
  return null;
}
