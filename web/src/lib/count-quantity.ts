/** A count or a block's number as a quantity, which a Figure shows; null stays unknown. */
export function countQuantity(count: number | null) {
  return count === null ? null : { decimal: String(count), raw: String(count), decimals: 0 };
}
