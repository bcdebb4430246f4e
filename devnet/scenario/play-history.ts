import type { MinedBlock } from "../chain/dev-chain.ts";
import type { FeedKeeper } from "../market/create-feed-keeper.ts";
import type { Market } from "../market/create-market.ts";
import { actAtRandom, randomActors } from "./act-at-random.ts";
import { blockTimes, lastBlocks } from "./block-times.ts";
import { closingSteps } from "./closing-steps.ts";
import { enterSecondPhase, prepareSecondPhase } from "./governance-steps.ts";
import { middleSteps } from "./middle-steps.ts";
import { openingSteps } from "./opening-steps.ts";
import type { Stage } from "./stage.ts";
import type { Step } from "./step.ts";

/** When chance begins to act: the market is filled by then. */
const randomFromSeconds = 1_400;
const randomActionPercent = 45;

/**
 * Plays the script on one chain, with actions by chance and feed updates around it, from the chain's
 * newest block to exactly `toTimestamp`, when every feed is fresh. Every transaction is checked.
 */
export async function playHistory(parameters: {
  stage: Stage;
  feeds: FeedKeeper;
  market: Market;
  genesisTimestamp: number;
  fromTimestamp: number;
  toTimestamp: number;
  onBlock: (block: MinedBlock) => void;
}): Promise<void> {
  const { stage, feeds, market, genesisTimestamp, fromTimestamp, toTimestamp, onBlock } =
    parameters;
  const { chain, random } = stage;
  const actors = randomActors(stage);
  const steps = scriptFor({ stage, market, genesisTimestamp });
  const times = blockTimes({ random, fromTimestamp, toTimestamp });

  for (const [index, timestamp] of times.entries()) {
    while (steps[0] !== undefined && genesisTimestamp + steps[0].atSeconds <= timestamp) {
      await steps.shift()!.play(stage);
    }
    const busy = new Set(chain.pendingSenders());
    if (timestamp >= genesisTimestamp + randomFromSeconds) {
      for (const actor of actors) {
        if (busy.has(actor.account) || !random.chance(randomActionPercent)) continue;
        const transaction = await actAtRandom(stage, actor);
        if (transaction !== undefined) stage.send(transaction);
      }
    }
    // Feeds come last: what the actions above were decided on still holds when they run.
    const everything = index >= times.length - lastBlocks;
    await feeds.tick({ timestamp, everything });
    onBlock(await chain.mine({ timestamp }));
  }
}

/** The steps in the order of time. One chain sees a feed change its aggregator. */
function scriptFor(parameters: { stage: Stage; market: Market; genesisTimestamp: number }): Step[] {
  const { stage, market, genesisTimestamp } = parameters;
  const newPhase: Step[] =
    stage.chain.name === "alpha"
      ? [
          {
            atSeconds: 9_000,
            play: () =>
              prepareSecondPhase(stage, market.priceE8("DAI/USD", genesisTimestamp + 9_000)),
          },
          { atSeconds: 9_700, play: () => enterSecondPhase(stage) },
        ]
      : [];
  return [...openingSteps, ...middleSteps, ...closingSteps, ...newPhase].sort(
    (one, other) => one.atSeconds - other.atSeconds,
  );
}
