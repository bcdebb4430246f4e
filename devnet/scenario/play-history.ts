import type { MinedBlock } from "../chain/dev-chain.ts";
import type { Market } from "../market/create-market.ts";
import { type OpenChain, stageOf } from "../open-chain.ts";
import { blockTimes, lastBlocks } from "./block-times.ts";

/** When chance begins to act: the markets are filled by then. */
const randomFromSeconds = 1_400;
const randomActionPercent = 45;

/**
 * Plays the steps of all parts of one chain, with actions by chance and feed updates around them, from
 * `fromTimestamp` to exactly `toTimestamp`, when every feed is fresh. Every transaction is checked.
 */
export async function playHistory(parameters: {
  open: OpenChain;
  market: Market;
  fromTimestamp: number;
  toTimestamp: number;
  onBlock: (block: MinedBlock) => void;
}): Promise<void> {
  const { open, market, fromTimestamp, toTimestamp, onBlock } = parameters;
  const { chain, base, feeds, parts, random } = open;
  const stage = stageOf(open);
  const steps = parts
    .flatMap((part) => part.steps?.(stage, market) ?? [])
    .sort((one, other) => one.atSeconds - other.atSeconds);
  const acts = parts.flatMap((part) => part.actGently?.(stage) ?? []);
  const { pace } = base.facts;
  const times = blockTimes({ random, pace, fromTimestamp, toTimestamp });

  for (const [index, timestamp] of times.entries()) {
    while (steps[0] !== undefined && fromTimestamp + steps[0].atSeconds <= timestamp) {
      await steps.shift()!.play();
    }
    if (timestamp >= fromTimestamp + randomFromSeconds) {
      for (const act of acts) await act(randomActionPercent);
    }
    // Feeds come last: what the actions above were decided on still holds when they run.
    const everything = index >= times.length - lastBlocks;
    await feeds.tick({ timestamp, everything });
    onBlock(await chain.mine({ timestamp }));
    open.now = timestamp;
  }
}
