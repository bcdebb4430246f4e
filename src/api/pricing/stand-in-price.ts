import type { PricePolicy } from "../methodology/methodology.ts";
import { clampedAt } from "./answer-range.ts";
import type { LastGood } from "./last-good.ts";
import type { Price } from "./price.ts";
import type { FeedQuote } from "./quote-feed.ts";

/**
 * Rule R9 for a price without a quorum: the last good price with its own time, while it is not older
 * than the policy's limit, and nothing at all afterwards. The status is `no_quorum` where some feed
 * still had a usable value and `stale` where none had. Where a feed stands at the minimum of its
 * contract, the truth is anywhere below: the low side is nothing then.
 * @throws RangeError for a last good price of the future.
 */
export function standInPrice({
  lastGood,
  policy,
  evaluatedAtSeconds,
  hadVotes,
  quotes,
}: {
  lastGood: LastGood | null;
  policy: Pick<PricePolicy, "lastGoodSeconds">;
  evaluatedAtSeconds: number;
  hadVotes: boolean;
  quotes: readonly Pick<FeedQuote, "observation" | "reject">[];
}): Pick<Price, "status" | "lowWad" | "midWad" | "highWad" | "asOfSeconds"> {
  if (lastGood !== null && lastGood.asOfSeconds > evaluatedAtSeconds) {
    throw new RangeError(
      `The last good price is of ${lastGood.asOfSeconds}, after the evaluation at ${evaluatedAtSeconds}.`,
    );
  }
  if (lastGood === null || evaluatedAtSeconds - lastGood.asOfSeconds > policy.lastGoodSeconds) {
    return { status: "unavailable", lowWad: null, midWad: null, highWad: null, asOfSeconds: null };
  }
  const { midWad, highWad, asOfSeconds } = lastGood;
  const lowWad = quotes.some(isAtMinimum) ? 0n : lastGood.lowWad;
  return { status: hadVotes ? "no_quorum" : "stale", lowWad, midWad, highWad, asOfSeconds };
}

function isAtMinimum({ observation, reject }: Pick<FeedQuote, "observation" | "reject">): boolean {
  return reject === "clamped" && observation !== null && clampedAt(observation) === "minimum";
}
