import type { Random } from "../market/create-random.ts";

/** Seconds between blocks: mostly short, now and then long; longer where less happens. */
const gapsSeconds = {
  lively: [12, 12, 24, 36, 60, 120, 120, 300, 300, 600],
  calm: [24, 60, 120, 300, 300, 600, 600],
} as const;

/** How often a chain makes blocks. */
export type Pace = keyof typeof gapsSeconds;

/** The last blocks come fast, with every feed fresh. */
export const lastBlocks = 3;
const lastGapSeconds = 12;

/** The longest time between two blocks: the last of the varied ones may stand a little off. */
export const longestGapSeconds = 660;

/** Times of a history's blocks, from after `fromTimestamp` to exactly `toTimestamp`. */
export function blockTimes(parameters: {
  random: Random;
  pace: Pace;
  fromTimestamp: number;
  toTimestamp: number;
}): number[] {
  const { random, pace, fromTimestamp, toTimestamp } = parameters;
  const lastStart = toTimestamp - lastGapSeconds * (lastBlocks - 1);
  const times: number[] = [];
  let time = fromTimestamp;
  for (;;) {
    time += random.pick<number>(gapsSeconds[pace]);
    if (time > lastStart - lastGapSeconds) break;
    times.push(time);
  }
  for (let block = 0; block < lastBlocks; block += 1) {
    times.push(lastStart + block * lastGapSeconds);
  }
  return times;
}
