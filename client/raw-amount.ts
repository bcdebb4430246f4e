import type { components } from "./openapi.ts";

/**
 * The exact number of a quantity as an integer: raw × 10^-decimals. Unknown (null, or left out) stays
 * null and is never zero.
 */
export function rawAmount(quantity: components["schemas"]["Quantity"]): bigint;
export function rawAmount(
  quantity: components["schemas"]["Quantity"] | null | undefined,
): bigint | null;
export function rawAmount(
  quantity: components["schemas"]["Quantity"] | null | undefined,
): bigint | null {
  return quantity == null ? null : BigInt(quantity.raw);
}
