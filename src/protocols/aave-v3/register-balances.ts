import { ponder } from "ponder:registry";
import { aaveV3Balance, aaveV3BalanceVersion, aaveV3Pool, aaveV3Token } from "ponder:schema";
import type { Address } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { type AaveV3Arithmetic, arithmeticOfRevision } from "./arithmetic.ts";
import { afterBurn, afterMint, afterTransfer, noBalance, type ScaledBalance } from "./state.ts";

/** Scaled balances of aTokens and variable debt tokens, from the tokens' own events. */
export function registerBalances(): void {
  for (const source of ["AaveV3AToken", "AaveV3VariableDebtToken"] as const) {
    ponder.on(`${source}:Mint`, async ({ event, context }) => {
      const { onBehalfOf, value, balanceIncrease, index } = event.args;
      const arithmetic = await arithmeticOfToken(context, event.log.address);
      await changeBalance(context, {
        token: event.log.address,
        account: onBehalfOf,
        blockNumber: event.block.number,
        change: (balance) =>
          afterMint(arithmetic, balance, { value, balanceIncrease, indexRay: index }),
      });
    });
    ponder.on(`${source}:Burn`, async ({ event, context }) => {
      const { from, value, balanceIncrease, index } = event.args;
      const arithmetic = await arithmeticOfToken(context, event.log.address);
      await changeBalance(context, {
        token: event.log.address,
        account: from,
        blockNumber: event.block.number,
        change: (balance) =>
          afterBurn(arithmetic, balance, { value, balanceIncrease, indexRay: index }),
      });
    });
  }

  ponder.on("AaveV3AToken:BalanceTransfer", async ({ event, context }) => {
    const { from, to, value, index: indexRay } = event.args;
    const token = event.log.address;
    const blockNumber = event.block.number;
    // One after the other, so that a transfer to oneself changes nothing.
    await changeBalance(context, {
      token,
      account: from,
      blockNumber,
      change: (balance) => afterTransfer(balance, { scaledAmount: -value, indexRay }),
    });
    await changeBalance(context, {
      token,
      account: to,
      blockNumber,
      change: (balance) => afterTransfer(balance, { scaledAmount: value, indexRay }),
    });
  });
}

async function arithmeticOfToken(
  context: IndexingContext,
  tokenAddress: Address,
): Promise<AaveV3Arithmetic> {
  const chainId = context.chain.id;
  const token = await context.db.find(aaveV3Token, { chainId, token: tokenAddress });
  const pool =
    token === null ? null : await context.db.find(aaveV3Pool, { chainId, pool: token.pool });
  if (pool === null) {
    throw new BallastError(`Token ${tokenAddress} belongs to no known reserve.`, {
      code: "aave-v3-token-unknown",
      remedy: "Its ReserveInitialized lies before the market's start block: set that earlier.",
    });
  }
  return arithmeticOfRevision(pool.revision);
}

async function changeBalance(
  context: IndexingContext,
  parameters: {
    token: Address;
    account: Address;
    blockNumber: bigint;
    change: (balance: ScaledBalance) => ScaledBalance;
  },
): Promise<void> {
  const { token, account, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, token, account };
  const balance = change((await context.db.find(aaveV3Balance, key)) ?? noBalance);
  await context.db
    .insert(aaveV3Balance)
    .values({ ...key, ...balance })
    .onConflictDoUpdate(balance);
  await context.db
    .insert(aaveV3BalanceVersion)
    .values({ ...key, blockNumber, ...balance })
    .onConflictDoUpdate(balance);
}
