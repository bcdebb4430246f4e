import { ponder } from "ponder:registry";
import { uniswapV3Pool, uniswapV3Tick } from "ponder:schema";
import type { Address } from "viem";
import { uniswapV3PoolAbi } from "../../../abis/uniswap-v3-pool.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { ensureToken } from "../../tokens/ensure-token.ts";
import { afterChange, type TickState } from "./tick-state.ts";

type PoolEvent = {
  log: { address: Address };
  block: { number: bigint; timestamp: bigint };
};

/** Tick, accumulator and in-range liquidity of each pool. */
export function registerUniswapV3(): void {
  ponder.on("UniswapV3Pool:Initialize", ({ event, context }) =>
    startPool(context, event, { tick: event.args.tick, tickCumulative: 0n, liquidity: 0n }),
  );

  ponder.on("UniswapV3Pool:Swap", async ({ event, context }) => {
    const { tick, liquidity } = event.args;
    const state = await readState(context, event.log.address);
    if (state !== null) return changePool(context, event, state, { tick, liquidity });
    // A pool that was initialised before its start block: go on from its own accumulator, which at
    // the end of this block has counted the tick that stood before it.
    const [[tickCumulative]] = await context.client.readContract({
      abi: uniswapV3PoolAbi,
      address: event.log.address,
      functionName: "observe",
      args: [[0]],
    });
    if (tickCumulative === undefined) {
      throw new BallastError(`The pool ${event.log.address} observes nothing.`, {
        code: "uniswap-v3-observation-missing",
      });
    }
    await startPool(context, event, { tick, tickCumulative, liquidity });
  });

  ponder.on("UniswapV3Pool:Mint", ({ event, context }) =>
    changeLiquidity(context, event, { ...event.args, change: event.args.amount }),
  );
  ponder.on("UniswapV3Pool:Burn", ({ event, context }) =>
    changeLiquidity(context, event, { ...event.args, change: -event.args.amount }),
  );
}

async function startPool(
  context: IndexingContext,
  event: PoolEvent,
  state: Pick<TickState, "tick" | "tickCumulative" | "liquidity">,
): Promise<void> {
  const { number: blockNumber, timestamp } = event.block;
  const pool = event.log.address;
  const contract = { abi: uniswapV3PoolAbi, address: pool } as const;
  const token0 = await context.client.readContract({ ...contract, functionName: "token0" });
  const token1 = await context.client.readContract({ ...contract, functionName: "token1" });
  await ensureToken(context, { address: token0, blockNumber });
  await ensureToken(context, { address: token1, blockNumber });
  const facts = { token0, token1, blockNumber, latestTickBlockNumber: blockNumber };
  await context.db
    .insert(uniswapV3Pool)
    .values({ chainId: context.chain.id, pool, ...facts })
    .onConflictDoUpdate(facts);
  await storeTick(context, pool, {
    ...state,
    blockNumber,
    blockTimestampSeconds: Number(timestamp),
  });
}

/** Liquidity in range is part of the state; a change out of range is not. */
async function changeLiquidity(
  context: IndexingContext,
  event: PoolEvent,
  position: { tickLower: number; tickUpper: number; change: bigint },
): Promise<void> {
  const state = await readState(context, event.log.address);
  // Unknown until the first swap of a pool that was initialised before its start block.
  if (state === null) return;
  const inRange = position.tickLower <= state.tick && state.tick < position.tickUpper;
  if (!inRange || position.change === 0n) return;
  await changePool(context, event, state, { liquidity: state.liquidity + position.change });
}

async function readState(context: IndexingContext, pool: Address): Promise<TickState | null> {
  const chainId = context.chain.id;
  const facts = await context.db.find(uniswapV3Pool, { chainId, pool });
  if (facts === null) return null;
  return context.db.find(uniswapV3Tick, {
    chainId,
    pool,
    blockNumber: facts.latestTickBlockNumber,
  });
}

async function changePool(
  context: IndexingContext,
  event: PoolEvent,
  state: TickState,
  change: { tick?: number; liquidity?: bigint },
): Promise<void> {
  const { number: blockNumber, timestamp } = event.block;
  const pool = event.log.address;
  await storeTick(
    context,
    pool,
    afterChange(state, { ...change, blockNumber, blockTimestampSeconds: Number(timestamp) }),
  );
  await context.db
    .update(uniswapV3Pool, { chainId: context.chain.id, pool })
    .set({ latestTickBlockNumber: blockNumber });
}

async function storeTick(
  context: IndexingContext,
  pool: Address,
  { blockNumber, blockTimestampSeconds, tick, tickCumulative, liquidity }: TickState,
): Promise<void> {
  const facts = { blockTimestampSeconds, tick, tickCumulative, liquidity };
  await context.db
    .insert(uniswapV3Tick)
    .values({ chainId: context.chain.id, pool, blockNumber, ...facts })
    .onConflictDoUpdate(facts);
}
