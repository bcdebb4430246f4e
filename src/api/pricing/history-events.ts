import { sessionBoundaries } from "./market-sessions.ts";
import { maximumAgeSeconds } from "./maximum-age-seconds.ts";
import type { PreparedPrice } from "./prepare-price.ts";
import type { PriceHistory } from "./price-history.ts";

/**
 * The times after `fromSeconds` and before `untilSeconds` at which what a price is made of changes: a value is written, goes
 * stale or comes of age (one that was dated ahead), its market opens or closes, a sequencer reports
 * or ends its grace, a rate is written or has stood for its window, a cap or a supply is written. Between two of them nothing
 * changes but by the price's own memory.
 */
export function historyEventTimes(
  { feeds, price }: PreparedPrice,
  history: PriceHistory,
  { fromSeconds, untilSeconds }: { fromSeconds: number; untilSeconds: number },
): number[] {
  const times = new Set<number>();
  const add = (time: number) => {
    if (time > fromSeconds && time < untilSeconds) times.add(time);
  };
  for (const feed of feeds) {
    const observations = history.feeds.get(feed.id) ?? [];
    observations.forEach(({ writeTimeSeconds, sourceTimeSeconds }, index) => {
      const next = observations[index + 1]?.writeTimeSeconds ?? Number.POSITIVE_INFINITY;
      add(writeTimeSeconds);
      const stale = sourceTimeSeconds + maximumAgeSeconds(feed.heartbeatSeconds) + 1;
      if (stale > writeTimeSeconds && stale < next) add(stale);
      const ofAge = sourceTimeSeconds - feed.futureToleranceSeconds;
      if (ofAge > writeTimeSeconds && ofAge < next) add(ofAge);
    });
    const sequencer = feed.chainId === null ? undefined : history.sequencers?.get(feed.chainId);
    for (const { writeTimeSeconds, sinceSeconds } of sequencer?.reports ?? []) {
      add(writeTimeSeconds);
      add(sinceSeconds + (sequencer?.graceSeconds ?? 0) + 1);
    }
    if (feed.sessions !== undefined) {
      sessionBoundaries(feed.sessions, fromSeconds, untilSeconds).forEach(add);
    }
  }
  if (price.derived !== undefined) {
    for (const { writeTimeSeconds } of history.rates?.get(price.derived.rateId) ?? []) {
      add(writeTimeSeconds);
      add(writeTimeSeconds + price.derived.guard.windowSeconds);
    }
    for (const { writeTimeSeconds } of history.caps?.get(price.derived.rateId) ?? []) {
      add(writeTimeSeconds);
    }
  }
  if (price.backing !== undefined) {
    for (const { amounts } of history.supplies?.get(price.backing.bridgedId) ?? []) {
      for (const { writeTimeSeconds } of amounts) add(writeTimeSeconds);
    }
  }
  return [...times];
}
