import type { PriceRules } from "../methodology/price-rules.ts";
import { exceedsBps } from "./exceeds-bps.ts";
import type { PriceState } from "./price-state.ts";

/**
 * Rule R12: since when the median has been away from par, accepted or not, confirmed by a second
 * evaluation that rests on a later value. Null at par.
 */
export function judgeDepeg({
  midWad,
  freshestWriteSeconds,
  before,
  par,
  evaluatedAtSeconds,
}: {
  midWad: bigint;
  freshestWriteSeconds: number;
  before: PriceState["depeg"];
  par: NonNullable<PriceRules["par"]>;
  evaluatedAtSeconds: number;
}): PriceState["depeg"] {
  if (!exceedsBps(midWad, par.parWad, par.depegBps)) return null;
  if (before === null) return { sinceSeconds: evaluatedAtSeconds, confirmed: false };
  const { sinceSeconds, confirmed } = before;
  return { sinceSeconds, confirmed: confirmed || freshestWriteSeconds > sinceSeconds };
}
