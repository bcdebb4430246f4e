import type { Observation } from "../../core/observation.ts";
import type { MethodologyFeed, PricePolicy } from "../methodology/methodology.ts";
import { createPriceReplay } from "./create-price-replay.ts";
import type { LastGood } from "./last-good.ts";
import { PRICE_STATUSES, type Price, type PriceStatus } from "./price.ts";

const SERIES_ID = "series";
/** What happens by time alone is followed for so long after the last observation. */
const LONGEST_SILENCE_SECONDS = 2 * 31_536_000;

export type SeriesSummary = {
  steps: number;
  /** How many steps have each status, and how many unbroken runs of it there are. */
  statuses: Record<PriceStatus, { steps: number; spells: number }>;
  /** How often the circuit opened, and how often a jump was confirmed. */
  breakerTrips: number;
  jumpsConfirmed: number;
};

/**
 * One price over time from the observations of its feeds: at each time at which something changes (a
 * value is written, goes stale or comes of age, a wait is over) and at the `times` asked for. The very function that
 * prices are served by. `lastGood` is what was accepted before: it must be older than the first step.
 */
export function evaluateSeries({
  policy,
  feeds,
  observations,
  lastGood,
  times,
}: {
  policy: PricePolicy;
  feeds: readonly MethodologyFeed[];
  /** In any order; those of one feed are sorted by the time of their writing. */
  observations: readonly Observation[];
  lastGood: LastGood | null;
  times?: readonly number[];
}): { steps: Price[]; summary: SeriesSummary } {
  const history = new Map<string, Observation[]>(feeds.map((feed) => [feed.id, []]));
  for (const one of observations.toSorted((a, b) => a.writeTimeSeconds - b.writeTimeSeconds)) {
    history.get(one.feedId)?.push(one);
  }
  const replay = createPriceReplay({
    methodology: {
      policies: [policy],
      prices: [{ id: SERIES_ID, policyId: policy.id, feeds }],
    },
    history: {
      feeds: history,
      accepted: lastGood === null ? undefined : new Map([[SERIES_ID, lastGood]]),
    },
  });
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { writeTimeSeconds } of observations) {
    first = Math.min(first, writeTimeSeconds);
    last = Math.max(last, writeTimeSeconds);
  }
  const events = replay.eventTimes({
    fromSeconds: first - 1,
    untilSeconds: last + LONGEST_SILENCE_SECONDS,
  });
  const moments = [...new Set([...events, ...(times ?? [])])].sort((a, b) => a - b);
  const steps: Price[] = [];
  let waitingSince: number | null = null;
  const step = (time: number) => {
    const price = replay.pricesAt(time).get(SERIES_ID);
    if (price === undefined) return;
    steps.push(price);
    waitingSince = isWaiting(price) ? (waitingSince ?? time) : null;
  };
  moments.forEach((time, index) => {
    step(time);
    if (waitingSince === null || policy.breaker === undefined) return;
    const end = waitingSince + policy.breaker.boxSeconds;
    if (end > time && end < (moments[index + 1] ?? Number.POSITIVE_INFINITY)) step(end);
  });
  return { steps, summary: summarise(steps) };
}

/** A price that passes by time alone, at a moment that no feed marks. */
function isWaiting({ status, flags }: Price): boolean {
  return status === "circuit_open" || flags.includes("first_price");
}

function summarise(steps: readonly Price[]): SeriesSummary {
  const statuses = Object.fromEntries(
    PRICE_STATUSES.map((status) => [status, { steps: 0, spells: 0 }]),
  ) as SeriesSummary["statuses"];
  let before: PriceStatus | null = null;
  let jumpsConfirmed = 0;
  let wasConfirmed = false;
  for (const { status, flags } of steps) {
    statuses[status].steps += 1;
    if (status !== before) statuses[status].spells += 1;
    before = status;
    const isConfirmed = flags.includes("jump_confirmed");
    if (isConfirmed && (!wasConfirmed || flags.includes("jump"))) jumpsConfirmed += 1;
    wasConfirmed = isConfirmed;
  }
  return {
    steps: steps.length,
    statuses,
    breakerTrips: statuses.circuit_open.spells,
    jumpsConfirmed,
  };
}
