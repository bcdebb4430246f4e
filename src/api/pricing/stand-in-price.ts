import type { PricePolicy } from "../methodology/methodology.ts";
import type { LastGood } from "./last-good.ts";
import type { Price } from "./price.ts";

/**
 * Rule R9 for a price without a quorum: the last good price with its own time, while it is not older
 * than the policy's limit, and nothing at all afterwards. The status is `no_quorum` where some feed
 * still had a usable value and `stale` where none had.
 * @throws RangeError for a last good price of the future.
 */
export function standInPrice({
  lastGood,
  policy,
  evaluatedAtSeconds,
  hadVotes,
}: {
  lastGood: LastGood | null;
  policy: Pick<PricePolicy, "lastGoodSeconds">;
  evaluatedAtSeconds: number;
  hadVotes: boolean;
}): Pick<Price, "status" | "lowWad" | "midWad" | "highWad" | "asOfSeconds"> {
  if (lastGood !== null && lastGood.asOfSeconds > evaluatedAtSeconds) {
    throw new RangeError(
      `The last good price is of ${lastGood.asOfSeconds}, after the evaluation at ${evaluatedAtSeconds}.`,
    );
  }
  if (lastGood === null || evaluatedAtSeconds - lastGood.asOfSeconds > policy.lastGoodSeconds) {
    return { status: "unavailable", lowWad: null, midWad: null, highWad: null, asOfSeconds: null };
  }
  const { lowWad, midWad, highWad, asOfSeconds } = lastGood;
  return { status: hadVotes ? "no_quorum" : "stale", lowWad, midWad, highWad, asOfSeconds };
}
