import type { Random } from "../market/create-random.ts";

/** Seconds between blocks: mostly short, now and then long. */
const gapsSeconds = [12, 12, 24, 36, 60, 60, 120, 120, 300, 600] as const;
/** The last blocks come fast, with every feed fresh. */
export const lastBlocks = 3;
const lastGapSeconds = 12;

/** The longest time between two blocks: the last of the varied ones may stand a little off. */
export const longestGapSeconds = 660;

/** Times of a history's blocks, from after `fromTimestamp` to exactly `toTimestamp`. */
export function blockTimes(parameters: {
  random: Random;
  fromTimestamp: number;
  toTimestamp: number;
}): number[] {
  const { random, fromTimestamp, toTimestamp } = parameters;
  const lastStart = toTimestamp - lastGapSeconds * (lastBlocks - 1);
  const times: number[] = [];
  let time = fromTimestamp;
  for (;;) {
    time += random.pick(gapsSeconds);
    if (time > lastStart - lastGapSeconds) break;
    times.push(time);
  }
  for (let block = 0; block < lastBlocks; block += 1) {
    times.push(lastStart + block * lastGapSeconds);
  }
  return times;
}
