/** Counts of delays by whole millisecond. */
export type Delays = {
  add(milliseconds: number): void;
  merge(counts: readonly (readonly [number, number])[]): void;
  /** The smallest delay that so large a part of all is not above; null where there is none. */
  quantile(part: number): number | null;
  /** All counts, which start again. */
  take(): [number, number][];
};

export function createDelays(): Delays {
  let counts = new Map<number, number>();
  const add = (milliseconds: number, count: number) =>
    counts.set(milliseconds, (counts.get(milliseconds) ?? 0) + count);
  return {
    add: (milliseconds) => add(Math.max(0, Math.round(milliseconds)), 1),
    merge(others) {
      for (const [milliseconds, count] of others) add(milliseconds, count);
    },
    quantile(part) {
      const sorted = [...counts].sort(([a], [b]) => a - b);
      const all = sorted.reduce((sum, [, count]) => sum + count, 0);
      let seen = 0;
      for (const [milliseconds, count] of sorted) {
        seen += count;
        if (seen >= part * all) return milliseconds;
      }
      return null;
    },
    take() {
      const taken = [...counts];
      counts = new Map();
      return taken;
    },
  };
}
