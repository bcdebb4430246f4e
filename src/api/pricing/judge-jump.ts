import type { PriceRules } from "../methodology/price-rules.ts";
import { exceedsBps } from "./exceeds-bps.ts";
import type { Circuit } from "./price-state.ts";

/** Beyond this many jumps a confirmation needs one vote more than the quorum. */
const FAR_JUMPS = 5;

export type JumpVerdict = {
  /** The price may be served. */
  accepted: boolean;
  /** It is farther than a jump from the last accepted one. */
  jumped: boolean;
  /** What waits from now on. */
  circuit: Circuit | null;
};

/**
 * Rules R7 and R13 for a price that has a quorum now.
 *
 * A jump opens the circuit. It passes at a later evaluation whose votes rest on a value written at
 * least `intervalSeconds` after the jump was seen, with a quorum at every evaluation in between (one
 * vote more for five times the jump); or when the quorum has stood for `boxSeconds`. Asking again
 * without news confirms nothing.
 *
 * Without an accepted price to compare with, the votes of an `ok` price pass at once (all votes,
 * where fewer are configured), a mere quorum when it has stood for `boxSeconds`.
 */
export function judgeJump({
  midWad,
  had,
  needed,
  configured,
  freshestWriteSeconds,
  anchorWad,
  circuit,
  breaker,
  evaluatedAtSeconds,
}: {
  midWad: bigint;
  had: number;
  needed: number;
  configured: number;
  freshestWriteSeconds: number;
  /** Mid of the last accepted price; null where there is none within its limit. */
  anchorWad: bigint | null;
  circuit: Circuit | null;
  breaker: NonNullable<PriceRules["breaker"]>;
  evaluatedAtSeconds: number;
}): JumpVerdict {
  const { jumpBps, intervalSeconds, boxSeconds } = breaker;
  const kind = kindOf(midWad, anchorWad);
  const sinceSeconds = circuit?.kind === kind ? circuit.sinceSeconds : evaluatedAtSeconds;
  const stood = evaluatedAtSeconds - sinceSeconds >= boxSeconds;
  const waiting = { accepted: false, jumped: kind !== "first", circuit: { kind, sinceSeconds } };
  if (anchorWad === null) {
    const complete = had >= Math.min(configured, needed + 1);
    return complete || stood ? { accepted: true, jumped: false, circuit: null } : waiting;
  }
  if (!exceedsBps(midWad, anchorWad, jumpBps)) {
    return { accepted: true, jumped: false, circuit: null };
  }
  const far = exceedsBps(midWad, anchorWad, FAR_JUMPS * jumpBps);
  const confirmed =
    had >= (far ? needed + 1 : needed) && freshestWriteSeconds - sinceSeconds >= intervalSeconds;
  return confirmed || stood ? { accepted: true, jumped: true, circuit: null } : waiting;
}

function kindOf(midWad: bigint, anchorWad: bigint | null): Circuit["kind"] {
  if (anchorWad === null) return "first";
  return midWad < anchorWad ? "down" : "up";
}
