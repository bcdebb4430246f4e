/** When a market trades. All times are UTC; a change of daylight saving is a new version of the data. */
export type MarketSessions = {
  /** Seconds since Monday 00:00, ascending, without overlap, within one week. */
  weekly: readonly { openSecond: number; closeSecond: number }[];
  /** Holidays, splits and other pauses, as unix seconds; the end is the first second after. */
  closures: readonly { fromSeconds: number; toSeconds: number }[];
};

const WEEK_SECONDS = 604_800;
/** 1970-01-05, the first Monday of unix time. */
const FIRST_MONDAY_SECONDS = 345_600;

/**
 * Rule R14: since when the market has been open without a pause, or null where it is closed. A value
 * counts only from the first update of the running session on: closed feeds repeat the last price
 * with a fresh time.
 */
export function openSince(sessions: MarketSessions, timeSeconds: number): number | null {
  const sinceMonday = modulo(timeSeconds - FIRST_MONDAY_SECONDS, WEEK_SECONDS);
  const session = sessions.weekly.find(
    ({ openSecond, closeSecond }) => openSecond <= sinceMonday && sinceMonday < closeSecond,
  );
  if (session === undefined) return null;
  let since = timeSeconds - sinceMonday + session.openSecond;
  for (const { fromSeconds, toSeconds } of sessions.closures) {
    if (fromSeconds <= timeSeconds && timeSeconds < toSeconds) return null;
    if (toSeconds <= timeSeconds && toSeconds > since) since = toSeconds;
  }
  return since;
}

/** Every moment after `fromSeconds` and before `toSeconds` at which the market opens or closes. */
export function sessionBoundaries(
  sessions: MarketSessions,
  fromSeconds: number,
  toSeconds: number,
): number[] {
  const boundaries = sessions.closures.flatMap((closure) => [
    closure.fromSeconds,
    closure.toSeconds,
  ]);
  let monday = fromSeconds - modulo(fromSeconds - FIRST_MONDAY_SECONDS, WEEK_SECONDS);
  for (; monday < toSeconds; monday += WEEK_SECONDS) {
    for (const { openSecond, closeSecond } of sessions.weekly) {
      boundaries.push(monday + openSecond, monday + closeSecond);
    }
  }
  return boundaries.filter((time) => time > fromSeconds && time < toSeconds);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
