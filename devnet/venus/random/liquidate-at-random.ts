import type { Address } from "viem";
import type { Transaction } from "../../chain/dev-chain.ts";
import { comptrollerAdminAbi } from "../venus-abi.ts";
import { comptrollerCall, vTokenCall } from "../venus-transactions.ts";
import { LARGE_MINIMUM_COLLATERAL } from "./govern-at-random.ts";
import { isPossible, type RandomPlace } from "./random-place.ts";

/** Of each token after every liquidation: more than anybody owes. */
const KEEPERS_WHOLE_TOKENS = 10n ** 9n;

export type LiquidationKind = "liquidate" | "heal" | "liquidateAccount";

/**
 * Liquidates somebody who is short: in part, or whole where the pool's minimum says so, by healing
 * the account or with every debt repaid.
 * @returns the kind of what was queued.
 */
export async function liquidateAtRandom(place: RandomPlace): Promise<LiquidationKind | undefined> {
  const { desk, pool, actors } = place;
  const minimum = await desk.chain.client.readContract({
    address: pool.comptroller,
    abi: comptrollerAdminAbi,
    functionName: "minLiquidatableCollateral",
  });
  const isWhole = minimum === LARGE_MINIMUM_COLLATERAL;
  const first = actors.indexOf(place.actor);
  for (const [index] of actors.entries()) {
    const borrower = actors[(first + index) % actors.length]!;
    if (!(await isShort(place, borrower))) continue;
    if (isWhole && (await queueFunded(place, heal(place, borrower)))) return "heal";
    const held = await readHeld(place, borrower);
    const transactions = isWhole
      ? await liquidateAccount(place, borrower, held)
      : liquidateBorrow(place, borrower, held);
    for (const transaction of transactions) {
      if (await queueFunded(place, transaction)) return isWhole ? "liquidateAccount" : "liquidate";
    }
  }
  return undefined;
}

type Held = { vToken: Address; tokens: bigint; debt: bigint };

/** What an account has and owes in each market of the pool. */
async function readHeld({ desk, listed }: RandomPlace, account: Address): Promise<Held[]> {
  return Promise.all(
    listed.map(async ({ vToken }) => ({ vToken, ...(await desk.readAccount(vToken, account)) })),
  );
}

function heal({ desk, pool }: RandomPlace, borrower: Address): Transaction {
  const { comptroller } = pool;
  const from = desk.people.keeper;
  return comptrollerCall({ from, comptroller, functionName: "healAccount", args: [borrower] });
}

/** Part of a debt for what might be seized of it: every pair that there is. */
function liquidateBorrow(
  { desk, share }: RandomPlace,
  borrower: Address,
  held: readonly Held[],
): Transaction[] {
  return held
    .filter(({ debt }) => debt > 0n)
    .flatMap(({ vToken, debt }) =>
      held
        .filter(({ tokens }) => tokens > 0n)
        .map((collateral) =>
          vTokenCall({
            from: desk.people.keeper,
            vToken,
            functionName: "liquidateBorrow",
            args: [borrower, share(debt) / 2n + 1n, collateral.vToken],
          }),
        ),
    );
}

/**
 * All debts for one collateral, for each that there is. Only in a pool that counts blocks is it known
 * now what is owed in the next one.
 */
async function liquidateAccount(
  { desk, pool }: RandomPlace,
  borrower: Address,
  held: readonly Held[],
): Promise<Transaction[]> {
  if (pool.id !== "core") return [];
  const debts = await Promise.all(
    held
      .filter(({ debt }) => debt > 0n)
      .map(async ({ vToken }) => ({
        vTokenBorrowed: vToken,
        repayAmount: await desk.readNextDebt(vToken, borrower),
      })),
  );
  return held
    .filter(({ tokens }) => tokens > 0n)
    .map(({ vToken: vTokenCollateral }) =>
      comptrollerCall({
        from: desk.people.keeper,
        comptroller: pool.comptroller,
        functionName: "liquidateAccount",
        args: [borrower, debts.map((debt) => ({ vTokenCollateral, ...debt }))],
      }),
    );
}

async function isShort({ desk, pool }: RandomPlace, account: Address): Promise<boolean> {
  const [, , shortfall] = await desk.chain.client.readContract({
    address: pool.comptroller,
    abi: comptrollerAdminAbi,
    functionName: "getAccountLiquidity",
    args: [account],
  });
  return shortfall > 0n;
}

/** Whether the keeper can do it with the tokens it has; then it gets as many again. */
async function queueFunded(
  { desk, listed }: RandomPlace,
  transaction: Transaction,
): Promise<boolean> {
  if (!(await isPossible(desk, transaction, "pending"))) return false;
  desk.chain.send(transaction);
  for (const market of listed) desk.fund(desk.people.keeper, market, KEEPERS_WHOLE_TOKENS);
  return true;
}
