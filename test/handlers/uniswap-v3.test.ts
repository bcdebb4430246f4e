import { describe, expect, it } from "vitest";
import { registerUniswapV3 } from "../../src/oracles/uniswap-v3/handlers.ts";
import { uniswapV3Pool, uniswapV3Tick } from "../../src/oracles/uniswap-v3/schema.ts";
import { addressOf, createHandlerHarness } from "../support/handler-harness.ts";

const pool = addressOf(0x1);
const token0 = addressOf(0x10);
const token1 = addressOf(0x11);

function createHarness() {
  return createHandlerHarness({
    chainId: 31_337,
    register: registerUniswapV3,
    answers: {
      [`${pool}.token0`]: token0,
      [`${pool}.token1`]: token1,
      [`${token0}.symbol`]: "USDC",
      [`${token0}.decimals`]: 6,
      [`${token1}.symbol`]: "WETH",
      [`${token1}.decimals`]: 18,
    },
  });
}

function actions(harness: ReturnType<typeof createHarness>) {
  return {
    initialize: (block: number, tick: number) =>
      harness.log("UniswapV3Pool:Initialize", {
        address: pool,
        block,
        args: { sqrtPriceX96: 1n, tick },
      }),
    swap: (block: number, tick: number, liquidity: bigint) =>
      harness.log("UniswapV3Pool:Swap", { address: pool, block, args: { tick, liquidity } }),
    mint: (block: number, tickLower: number, tickUpper: number, amount: bigint) =>
      harness.log("UniswapV3Pool:Mint", {
        address: pool,
        block,
        args: { tickLower, tickUpper, amount },
      }),
    burn: (block: number, tickLower: number, tickUpper: number, amount: bigint) =>
      harness.log("UniswapV3Pool:Burn", {
        address: pool,
        block,
        args: { tickLower, tickUpper, amount },
      }),
  };
}

const ticksOf = (harness: ReturnType<typeof createHarness>) =>
  harness
    .rows(uniswapV3Tick)
    .map((row) => [row.blockNumber, row.tick, row.tickCumulative, row.liquidity]);

describe("a pool's ticks", () => {
  it("count the tick that stood before a block, once per block, twelve seconds each", async () => {
    const harness = createHarness();
    const { initialize, mint, swap } = actions(harness);
    await initialize(1, 100);
    await mint(1, -200, 200, 5n);
    await swap(3, 110, 5n);
    await swap(3, -7, 4n);
    await swap(4, 50, 4n);
    expect(ticksOf(harness)).toEqual([
      [1n, 100, 0n, 5n],
      [3n, -7, 2_400n, 4n],
      [4n, 50, 2_316n, 4n],
    ]);
    expect(harness.rows(uniswapV3Pool)).toMatchObject([
      { token0, token1, latestTickBlockNumber: 4n },
    ]);
  });

  it("change with liquidity in range only, and the upper end is out of range", async () => {
    const harness = createHarness();
    const { initialize, mint, burn } = actions(harness);
    await initialize(1, 100);
    await mint(2, 100, 200, 9n);
    await mint(2, 0, 100, 1_000n);
    await burn(2, 100, 200, 2n);
    await burn(3, 100, 200, 0n);
    expect(ticksOf(harness)).toEqual([
      [1n, 100, 0n, 0n],
      [2n, 100, 1_200n, 7n],
    ]);
  });

  it("go on from the pool's own accumulator where it was initialised before the start block", async () => {
    const harness = createHarness();
    const { mint, swap } = actions(harness);
    harness.answers[`${pool}.observe`] = [[777n], [0n]];
    await mint(2, 0, 200, 9n);
    await swap(3, 60, 12n);
    await swap(4, 70, 12n);
    expect(ticksOf(harness)).toEqual([
      [3n, 60, 777n, 12n],
      [4n, 70, 777n + 720n, 12n],
    ]);
  });
});
