import { BallastError } from "../../src/core/ballast-error.ts";
import type { Market } from "../market/create-market.ts";
import { createRandom } from "../market/create-random.ts";
import { type OpenChain, stageOf } from "../open-chain.ts";
import { randomStreams } from "../random-streams.ts";
import { headTime } from "../scenario/keep-mining.ts";
import { closingBlocks, type RandomPlan, shortGapSeconds, spareBlocks } from "./plan-random-run.ts";
import { playRandomBlock } from "./play-random-block.ts";
import { countActions, type RandomRun } from "./random-run.ts";
import { shockMarket } from "./shock-market.ts";
import type { Workload } from "./workload.ts";

/** A workload in as many places as it has weight. */
type Turn = { chain: number; workload: Workload };

/**
 * Plays actions by chance on all chains at once, in blocks of the same times. The same chains, seed and
 * calls give the same actions. Each run starts from the chains' heads as they are.
 */
export function createRandomPlayer(parameters: {
  open: readonly OpenChain[];
  market: Market;
  seed: number;
  log: (line: string) => void;
}): { play(plan: RandomPlan): Promise<RandomRun> } {
  const { open, market, seed, log } = parameters;
  const random = createRandom({ seed, stream: randomStreams.randomRun + 1 });
  const turns: Turn[] = open.flatMap((one, chain) => {
    const stage = stageOf(one, {
      random: createRandom({ seed, stream: randomStreams.workloads + chain }),
    });
    return one.parts
      .flatMap((part) => part.workloads?.(stage) ?? [])
      .flatMap((workload) => Array<Turn>(workload.weight).fill({ chain, workload }));
  });
  let latest = 0;

  /** @throws BallastError `devnet-random` where the last spare block has not brought enough. */
  async function play({ actions: wanted, gaps, seconds }: RandomPlan): Promise<RandomRun> {
    const run: RandomRun = { actions: {}, blocks: 0, refused: 0 };
    const add = (protocol: string, kind: string) => {
      run.actions[protocol] ??= {};
      run.actions[protocol][kind] = (run.actions[protocol][kind] ?? 0) + 1;
    };
    // A reorganisation may have taken blocks away; time goes on all the same.
    const start = Math.max(latest, ...(await Promise.all(open.map(headTime))));
    const end = start + seconds;
    let timestamp = start;

    async function playBlock(count: number, everything: boolean): Promise<void> {
      const chosen = Array.from({ length: count }, () => random.pick(turns));
      const results = await Promise.all(
        open.map((one, chain) =>
          playRandomBlock({
            ...{ open: one, timestamp, everything, log },
            workloads: chosen.filter((turn) => turn.chain === chain).map((turn) => turn.workload),
          }),
        ),
      );
      run.blocks += 1;
      for (const { protocol, kind, tookEffect } of results.flat()) {
        if (tookEffect) add(protocol, kind);
        else run.refused += 1;
      }
    }

    for (let block = 0; block < gaps.length + spareBlocks; block += 1) {
      const missing = wanted - countActions(run);
      if (missing <= 0 && block >= gaps.length) break;
      timestamp += gaps[block] ?? shortGapSeconds;
      if (missing > 0 && shockMarket({ market, random, timestamp })) add("market", "price shock");
      const left = wanted - countActions(run);
      await playBlock(Math.ceil(left / Math.max(gaps.length - block, 1)), false);
    }
    for (let block = 1; block <= closingBlocks; block += 1) {
      timestamp = end - (closingBlocks - block) * shortGapSeconds;
      await playBlock(0, true);
    }
    latest = end;
    const played = countActions(run);
    if (played < wanted) {
      throw new BallastError(`Chance brought ${played} of ${wanted} actions.`, {
        code: "devnet-random",
        remedy: "Give it more blocks.",
      });
    }
    return run;
  }
  return { play };
}
