import prand from "pure-rand";

/** Repeatable chance: the same seed and stream give the same values in the same order. */
export type Random = {
  /** An integer of the closed range. */
  integer(lowest: number, highest: number): number;
  /** An integer of the closed range. */
  bigint(lowest: bigint, highest: bigint): bigint;
  chance(percent: number): boolean;
  pick<T>(choices: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
};

/**
 * @param parameters.stream Independent sequences of one seed: what one part of the scenario draws
 * does not move another part.
 */
export function createRandom(parameters: { seed: number; stream: number }): Random {
  let generator = prand.xoroshiro128plus(parameters.seed);
  for (let jumps = 0; jumps < parameters.stream; jumps += 1) generator = generator.jump!();
  const integer = (lowest: number, highest: number) =>
    prand.unsafeUniformIntDistribution(lowest, highest, generator);
  return {
    integer,
    bigint: (lowest, highest) => prand.unsafeUniformBigIntDistribution(lowest, highest, generator),
    chance: (percent) => integer(1, 100) <= percent,
    pick: (choices) => choices[integer(0, choices.length - 1)]!,
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}
