import { freePeople } from "../random/free-people.ts";
import type { Workload } from "../random/workload.ts";
import type { AaveStage } from "./scenario/aave-stage.ts";
import { governAaveAtRandom } from "./workload/govern-at-random.ts";
import { lendAtRandom } from "./workload/lend-at-random.ts";
import { liquidateAtRandom } from "./workload/liquidate-at-random.ts";
import { moveAtRandom } from "./workload/move-at-random.ts";

/** Parts of a hundred; the rest lends and borrows. */
const liquidatePercent = 22;
const movePercent = 24;
const governPercent = 6;

/**
 * Actions by chance at a market of Aave v3, of which nobody makes sure that they are wise: people
 * borrow to the edge, and whoever falls over it is liquidated, down to a bad debt.
 */
export function createAaveV3Workload(stage: AaveStage): Workload {
  return {
    protocol: "aave-v3",
    weight: 5,
    async act() {
      const people = freePeople(stage);
      if (people.length === 0) return undefined;
      const draw = stage.random.integer(1, 100);
      if (draw <= liquidatePercent) {
        // Where nobody can be liquidated, somebody goes nearer to it.
        return (await liquidateAtRandom(stage, people)) ?? (await lendAtRandom(stage, people));
      }
      if (draw <= liquidatePercent + movePercent) return moveAtRandom(stage, people);
      if (draw <= liquidatePercent + movePercent + governPercent) return governAaveAtRandom(stage);
      return lendAtRandom(stage, people);
    },
  };
}
