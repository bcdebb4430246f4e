/** Hermes refuses for this long once somebody has asked too often. */
const DEFAULT_SECONDS = 60;
const LONGEST_SECONDS = 3_600;

/**
 * How many seconds an answer of 429 or 503 asks to wait (RFC 9110, 10.2.3): a number or an HTTP date.
 * A minute where it does not say or nobody can read it; from one second to an hour otherwise.
 */
export function retryAfterSeconds(header: string | null, nowMilliseconds: number): number {
  if (header === null) return DEFAULT_SECONDS;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - nowMilliseconds) / 1_000);
  if (!Number.isFinite(seconds)) return DEFAULT_SECONDS;
  return Math.min(Math.max(seconds, 1), LONGEST_SECONDS);
}
