/** ⌊√n⌋ by Newton's method. @throws RangeError for a negative number. */
export function squareRootDown(n: bigint): bigint {
  if (n < 0n) throw new RangeError(`No square root of ${n}.`);
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** ⌈√n⌉. @throws RangeError for a negative number. */
export function squareRootUp(n: bigint): bigint {
  const down = squareRootDown(n);
  return down * down === n ? down : down + 1n;
}
