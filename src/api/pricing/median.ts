/** The two middle values of a sorted list (the same one twice for an odd count). */
type Median = { low: bigint; high: bigint };

/**
 * Rule R3 over values in ascending order: low = v[⌊(n−1)/2⌋], high = v[⌊n/2⌋].
 * @throws RangeError for an empty list.
 */
export function medianOf(ascending: readonly bigint[]): Median {
  const low = ascending[Math.floor((ascending.length - 1) / 2)];
  const high = ascending[Math.floor(ascending.length / 2)];
  if (low === undefined || high === undefined) {
    throw new RangeError("The median of no values does not exist.");
  }
  return { low, high };
}

export function ascendingBigint(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
