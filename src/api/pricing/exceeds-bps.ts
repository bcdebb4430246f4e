/** Whether |value / reference − 1| > bps, exactly. */
export function exceedsBps(valueWad: bigint, referenceWad: bigint, bps: number): boolean {
  const distance = valueWad < referenceWad ? referenceWad - valueWad : valueWad - referenceWad;
  return distance * 10_000n > BigInt(bps) * referenceWad;
}
