import { createRandom } from "../../../devnet/market/create-random.ts";
import { addPhases, writeChainlink, writePyth, writeRedstone } from "./feed-facts.ts";
import { type Api, blockTime, FIRST_BLOCK_TIME } from "./make-api.ts";
import { ALPHA, BETA } from "./make-network.ts";
import { TICK_AT_2000, writePool } from "./pool-network.ts";

/** Blocks of an API whose feeds are written by {@link writeMovingFeeds}. */
export const MOVING_BLOCKS = { alpha: 1_100, beta: 1_320 };

/**
 * Three and a half hours of feeds that agree, jump, fall silent and come back, on two chains whose
 * blocks are 12 and 10 s apart, and a pool whose mean moves between its trades.
 */
export async function writeMovingFeeds(api: Api): Promise<void> {
  const random = createRandom({ seed: 7, stream: 1 });
  const near = (value: bigint) => value + BigInt(random.integer(-1_000_000, 1_000_000));
  const etherAt = (block: number) =>
    block < 300
      ? 200_000_000_000n
      : block < 420
        ? 230_000_000_000n
        : block < 700
          ? 180_000_000_000n
          : 201_000_000_000n;
  for (const chain of [ALPHA, BETA]) {
    const { chainId } = chain;
    await addPhases(api, chain);
    await writeChainlink(api, chain, { pair: "USDC/USD", block: 1, valueE8: 100_000_000n });
    for (
      let block = 1;
      block < (chain === ALPHA ? MOVING_BLOCKS.alpha : MOVING_BLOCKS.beta);
      block++
    ) {
      const ether = etherAt(Math.round((blockTime(chainId, block) - FIRST_BLOCK_TIME) / 12));
      const silent = block > 760 && block < 1_060;
      if (random.integer(0, 40) === 0 || block === 1) {
        await writeChainlink(api, chain, { pair: "ETH/USD", block, valueE8: near(ether) });
      }
      if (random.integer(0, 12) === 0 && !silent)
        await writePyth(api, chain, { block, valueE8: near(ether) });
      if (random.integer(0, 25) === 0 && !silent) {
        await writeRedstone(api, chain, { block, valueE8: near(ether) });
      }
    }
  }
  const ticks = Array.from({ length: 60 }, (_, index) => ({
    block: 2 + index * 18,
    tick: TICK_AT_2000 + random.integer(-40, 40),
  }));
  await writePool(api, ticks);
}
