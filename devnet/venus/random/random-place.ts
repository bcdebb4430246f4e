import { type Address, BaseError } from "viem";
import type { Transaction } from "../../chain/dev-chain.ts";
import type { Random } from "../../market/create-random.ts";
import type { VenusDesk, VenusMarket } from "../create-venus-desk.ts";
import type { VenusPool } from "../deploy-venus.ts";
import { comptrollerAdminAbi } from "../venus-abi.ts";

/** Whole tokens that are a sensible amount of each. */
const sensibleAmounts: Readonly<Record<string, bigint>> = {
  WETH: 15n,
  USDC: 40_000n,
  WBTC: 1n,
  DAI: 40_000n,
};

/** Who acts where, and with how much, as chance had it. */
export type RandomPlace = {
  desk: VenusDesk;
  random: Random;
  actors: readonly Address[];
  pool: VenusPool;
  /** The pool's markets that are still listed, and one of them. */
  listed: readonly VenusMarket[];
  market: VenusMarket;
  actor: Address;
  other: Address;
  /** Some percent of an amount, up to 80. */
  share: (amount: bigint) => bigint;
  /** A few raw units, so that divisions have remainders. */
  odd: bigint;
  wholeTokens: bigint;
};

/** Draws a place; nothing where the pool lists no market. */
export async function pickPlace(
  desk: VenusDesk,
  { random, actors }: { random: Random; actors: readonly Address[] },
): Promise<RandomPlace | undefined> {
  const pool = random.pick(desk.pools);
  const draw = random.integer(0, pool.markets.length - 1);
  const percent = random.bigint(1n, 80n);
  const odd = random.bigint(0n, 9n);
  const actor = random.pick(actors);
  const other = random.pick(actors);
  const terms = await Promise.all(
    pool.markets.map(({ vToken }) =>
      desk.chain.client.readContract({
        address: pool.comptroller,
        abi: comptrollerAdminAbi,
        functionName: "markets",
        args: [vToken],
      }),
    ),
  );
  const listed = pool.markets.filter((_, index) => terms[index]![0]);
  const market = listed[draw % Math.max(listed.length, 1)];
  if (market === undefined) return undefined;
  const wholeTokens = sensibleAmounts[market.underlyingSymbol] ?? 1n;
  const share = (amount: bigint) => (amount * percent) / 100n;
  return { desk, random, actors, pool, listed, market, actor, other, share, odd, wholeTokens };
}

/** Whether the contracts would take the transaction in the newest block, or in the next one. */
export async function isPossible(
  { chain }: VenusDesk,
  { from, to, data }: Transaction,
  blockTag: "latest" | "pending" = "latest",
): Promise<boolean> {
  try {
    await chain.client.call({ account: from, to: to!, data, blockTag });
    return true;
  } catch (error) {
    if (error instanceof BaseError) return false;
    throw error;
  }
}
