import { BPS } from "../../core/fixed-point.ts";
import type { RiskProfile } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * The haircut of a risk profile at the time of a price, in basis points: where values of the real world
 * age, with what each begun day beyond the grace takes, and what a closed market takes; at most all.
 */
export function effectiveHaircutBps(
  { haircutBps, aging }: Pick<RiskProfile, "haircutBps" | "aging">,
  price: Price | undefined,
): number {
  if (aging === undefined || price === undefined) return haircutBps;
  const { graceSeconds, bpsPerDay, closedMarketBps } = aging;
  const late = (valueAgeSeconds(price) ?? graceSeconds) - graceSeconds;
  const days = late > 0 ? Math.ceil(late / SECONDS_PER_DAY) : 0;
  const closed = price.flags.includes("market_closed") ? closedMarketBps : 0;
  return Math.min(Number(BPS), haircutBps + days * bpsPerDay + closed);
}

/** Age of the newest value that made a price, or of the price that stands in for one; null: of none. */
function valueAgeSeconds({ feeds, asOfSeconds, evaluatedAtSeconds }: Price): number | null {
  const standsIn = asOfSeconds === null ? null : evaluatedAtSeconds - asOfSeconds;
  const ages = feeds.flatMap(({ voted, ageSeconds }) =>
    voted && ageSeconds !== null ? [ageSeconds] : [],
  );
  if (ages.length === 0) return standsIn;
  return Math.max(standsIn ?? 0, Math.min(...ages));
}
