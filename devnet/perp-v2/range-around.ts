/** Spacing of the pools' ticks at a fee of 0.3 %. */
const TICK_SPACING = 60;

/** A maker's range so many ticks below and above one, on ticks that the pool has. */
export function rangeAround(tick: number, width: number): { lowerTick: number; upperTick: number } {
  const on = (wanted: number) => Math.floor(wanted / TICK_SPACING) * TICK_SPACING;
  return { lowerTick: on(tick - width), upperTick: on(tick + width) + TICK_SPACING };
}
