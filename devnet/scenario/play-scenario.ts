import { BallastError } from "../../src/core/ballast-error.ts";
import { withEachBlock } from "../chain/with-each-block.ts";
import type { Market } from "../market/create-market.ts";
import { type OpenChain, stageOf } from "../open-chain.ts";
import { createTally, type Tally } from "./create-tally.ts";
import { historySeconds } from "./history.ts";
import { playHistory } from "./play-history.ts";

/**
 * Plays on every chain at once the scenarios that its protocols have for themselves, then the common
 * history, up to the same second, and makes sure that all that the scenario promises has happened.
 * @throws BallastError `devnet-scenario`, `devnet-transaction`.
 */
export async function playScenario(parameters: {
  open: readonly OpenChain[];
  market: Market;
  /** Seconds of the common history's start: the market's first. */
  historyStart: number;
  log: (line: string) => void;
}): Promise<void> {
  const { open, market, historyStart, log } = parameters;
  await Promise.all(
    open.map(async (one) => {
      const { chain, parts } = one;
      const tally = createTally({ chainName: chain.name, parts });
      await playAlone({ open: one, tally, before: historyStart });
      await playHistory({
        open: one,
        market,
        fromTimestamp: historyStart,
        toTimestamp: historyStart + historySeconds,
        onBlock: tally.count,
      });
      tally.requireComplete();
      log(`${chain.name}: ${tally.blocks()} blocks, ${tally.transactions()} transactions`);
    }),
  );
}

/** One part after the other, in blocks of its own in which feeds that are due are updated as well. */
async function playAlone(parameters: {
  open: OpenChain;
  tally: Tally;
  before: number;
}): Promise<void> {
  const { open, tally, before } = parameters;
  const chain = withEachBlock(open.chain, {
    before: (timestamp) => open.feeds.tick({ timestamp, everything: false }),
    after: tally.count,
  });
  for (const part of open.parts) {
    await part.playAlone?.(stageOf(open, { chain }));
    if (open.now < before) continue;
    throw new BallastError(
      `${part.name}'s own scenario on ${chain.name} ends ${open.now - before} s after the common history's start.`,
      {
        code: "devnet-scenario",
        remedy: "Give own scenarios more time in devnet/scenario/history.ts.",
      },
    );
  }
}
