import type { Methodology, PricePolicy } from "../methodology/methodology.ts";

/**
 * How far back anything in the methodology remembers: the longest of the last good prices and of the
 * windows of the rules in use, in seconds. One for all prices, so that a price is the same whether it
 * is asked for or another one is quoted in it.
 */
export function replayWindowSeconds({
  prices,
  policies,
}: Pick<Methodology, "prices" | "policies">): number {
  const used = new Set(prices.map((price) => price.policyId));
  return Math.max(1, ...policies.filter((policy) => used.has(policy.id)).map(policyMemorySeconds));
}

/**
 * How far before the begin of a replay the rates of derived prices must be known: a derived price
 * remembers nothing, but compares its rate with the one in force a window ago.
 */
export function rateLookbackSeconds({ prices }: Pick<Methodology, "prices">): number {
  return Math.max(0, ...prices.map(({ derived }) => derived?.guard.windowSeconds ?? 0));
}

/**
 * Where the replay of an evaluation begins: at the last whole multiple of the window that is at least
 * one window back. Whoever evaluates the same time begins at the same second, and everything older
 * than the window is forgotten by every rule.
 */
export function replayStartSeconds(timeSeconds: number, windowSeconds: number): number {
  return (Math.floor(timeSeconds / windowSeconds) - 1) * windowSeconds;
}

function policyMemorySeconds({ lastGoodSeconds, breaker, rise, step }: PricePolicy): number {
  return Math.max(
    lastGoodSeconds,
    breaker?.boxSeconds ?? 0,
    rise?.windowSeconds ?? 0,
    step?.windowSeconds ?? 0,
  );
}
