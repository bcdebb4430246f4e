import type { Random } from "../market/create-random.ts";

const daySeconds = 86_400;
/** Seconds before a block: mostly seconds or minutes, now and then days of interest. */
const gapsSeconds = [
  ...[12, 12, 12, 12, 24, 36, 60, 60, 120, 300],
  ...[600, 1_800, 3_600, 7_200, 6 * 3_600, daySeconds],
] as const;
const longGapPercent = 3;
const longGapsSeconds = [4 * daySeconds, 9 * daySeconds, 20 * daySeconds] as const;
const actionsPerBlock = 6;

/** Blocks beyond the plan, for actions that others' actions made impossible, then the last ones. */
export const spareBlocks = 40;
export const closingBlocks = 3;
export const shortGapSeconds = 12;

export type RandomPlan = {
  actions: number;
  /** Seconds before each block. */
  gaps: readonly number[];
  /** From the block before the first to the last, spare and closing blocks included. */
  seconds: number;
};

/** When the blocks of a run by chance come. */
export function planRandomRun(parameters: {
  random: Random;
  actions: number;
  /** One for every six actions where it is not given. */
  blocks?: number | undefined;
}): RandomPlan {
  const { random, actions, blocks = Math.ceil(actions / actionsPerBlock) } = parameters;
  const gaps = Array.from({ length: blocks }, () =>
    random.pick<number>(random.chance(longGapPercent) ? longGapsSeconds : gapsSeconds),
  );
  const seconds =
    gaps.reduce((sum, gap) => sum + gap, 0) + (spareBlocks + closingBlocks) * shortGapSeconds;
  return { actions, gaps, seconds };
}
