import { BallastError } from "../src/core/ballast-error.ts";
import type { Market } from "./market/create-market.ts";
import { createRandom } from "./market/create-random.ts";
import type { OpenChain } from "./open-chain.ts";
import { createRandomPlayer } from "./random/create-random-player.ts";
import { planRandomRun, type RandomPlan } from "./random/plan-random-run.ts";
import type { RandomRun } from "./random/random-run.ts";
import { randomStreams } from "./random-streams.ts";
import { setAutomine } from "./scenario/keep-mining.ts";

/**
 * @param parameters.blocks That many with actions, one for every six actions by default; a few more
 * may follow, and three in which every feed is brought up to date.
 */
export type PlayRandom = (parameters: {
  actions: number;
  blocks?: number | undefined;
}) => Promise<RandomRun>;

/** Actions by chance of one devnet: planned before its genesis, played when its chains are there. */
export function createDevnetRandom(parameters: {
  seed: number;
  live: boolean;
  log: (line: string) => void;
}) {
  const { seed, live, log } = parameters;
  const random = createRandom({ seed, stream: randomStreams.randomRun });
  const plan = (actions: number, blocks?: number): RandomPlan =>
    planRandomRun({ random, actions, blocks });
  return {
    plan,
    player({ open, market }: { open: readonly OpenChain[]; market: Market }) {
      const { play } = createRandomPlayer({ open, market, seed, log });
      const playOn: PlayRandom = async ({ actions, blocks }) => {
        if (live) {
          throw new BallastError("Chains that mine by themselves cannot be played on.", {
            code: "devnet-random",
            remedy: "Start the devnet without live.",
          });
        }
        await setAutomine(open, false);
        try {
          return await play(plan(actions, blocks));
        } finally {
          await setAutomine(open, true);
        }
      };
      return { play, playOn };
    },
  };
}
