/** Tells the time that ages are measured against. The only place where an answer meets a clock. */
export type Clock = {
  kind: "wall" | "chain";
  /** Unix seconds. `newestBlockSeconds` is the time of the newest indexed block of all chains. */
  nowSeconds(newestBlockSeconds: number): number;
};

/** The real time: for chains that are live. */
export const wallClock: Clock = {
  kind: "wall",
  nowSeconds: () => Math.floor(Date.now() / 1000),
};

/** The newest block time: for a replayed history, whose blocks are old by the wall clock. */
export const chainClock: Clock = {
  kind: "chain",
  nowSeconds: (newestBlockSeconds) => newestBlockSeconds,
};

/** Seconds since a time by a clock; a time ahead of the clock has age 0. */
export function ageSeconds(nowSeconds: number, timeSeconds: number): number {
  return Math.max(0, nowSeconds - timeSeconds);
}
