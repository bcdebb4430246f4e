import type { Price, PriceStatus } from "../../../src/api/pricing/price.ts";
import { NOW } from "./make-feed.ts";

/** A price as an account's value uses it; null values for `unavailable`. */
export function makeAccountPrice(
  priceId: string,
  range: { lowWad: bigint; highWad: bigint } | null,
  overrides: Partial<Price> & { status?: PriceStatus } = {},
): Price {
  return {
    priceId,
    status: range === null ? "unavailable" : "ok",
    flags: [],
    lowWad: range?.lowWad ?? null,
    midWad: range === null ? null : (range.lowWad + range.highWad) / 2n,
    highWad: range?.highWad ?? null,
    asOfSeconds: range === null ? null : NOW,
    evaluatedAtSeconds: NOW,
    spreadBps: null,
    quorum: { needed: 2, had: 3, configured: 3 },
    feeds: [],
    ...overrides,
  };
}
