import { PRICE_STATUSES, type PriceStatus } from "./price.ts";

/** The worst of the statuses; `ok` of none. */
export function worstStatus(statuses: readonly PriceStatus[]): PriceStatus {
  const ranks = statuses.map((status) => PRICE_STATUSES.indexOf(status));
  return PRICE_STATUSES[Math.max(0, ...ranks)] ?? "unavailable";
}
