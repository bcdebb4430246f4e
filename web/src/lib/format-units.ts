/** Hundredths of a percent as percent: 123 → `1.23 %`, which no line break parts. */
export function formatBps(bps: number): string {
  const digits = Math.abs(bps).toString().padStart(3, "0");
  return `${bps < 0 ? "−" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}\u00a0%`;
}

/** Unix seconds as `2026-11-26 10:15:12` in UTC. */
export function formatTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 19).replace("T", " ");
}

/** Unix seconds as `10:15:12` in UTC. */
export function formatClock(seconds: number): string {
  return formatTime(seconds).slice(11);
}

const PARTS = [
  { seconds: 31_536_000, unit: "y" },
  { seconds: 86_400, unit: "d" },
  { seconds: 3_600, unit: "h" },
  { seconds: 60, unit: "min" },
  { seconds: 1, unit: "s" },
] as const;

/** A length of time in its two greatest units: 3725 → `1 h 2 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const index = PARTS.findIndex((part) => whole >= part.seconds);
  if (index === -1) return "0 s";
  const first = PARTS[index]!;
  const second = PARTS[index + 1];
  const rest = whole % first.seconds;
  const more = second === undefined ? 0 : Math.floor(rest / second.seconds);
  const head = `${Math.floor(whole / first.seconds)} ${first.unit}`;
  return second === undefined || more === 0 ? head : `${head} ${more} ${second.unit}`;
}

/** `0x1234…abcd`, of an address or a hash; the whole belongs beside it (components/identifier.tsx). */
export function shortHex(text: string): string {
  return text.length <= 14 ? text : `${text.slice(0, 6)}…${text.slice(-4)}`;
}

/** `no_quorum` or `parity-mismatch` as words. */
export function words(code: string): string {
  return code.replaceAll(/[-_]/g, " ");
}

/** A shown number with its unit: dollars before it, everything else behind it. */
export function withUnit(text: string, unit: string | undefined): string {
  if (unit === undefined) return text;
  if (unit !== "USD") return `${text} ${unit}`;
  // Behind the sign, and behind what says that there is less.
  return text.replace(/^−?<?/, (before) => `${before}$`);
}
