import { ponder } from "ponder:registry";
import { aaveV3Balance, aaveV3BalanceVersion, aaveV3Pool, aaveV3Token } from "ponder:schema";
import type { Address } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { arithmeticOfRevision } from "./arithmetic.ts";
import { storePoolRevision } from "./pool-revision.ts";
import { afterBurn, afterMint, afterTransfer, noBalance, type ScaledBalance } from "./state.ts";
import type { TokenArithmetic } from "./token-arithmetic.ts";

const sources = [
  { source: "AaveV3AToken", kind: "aToken" },
  { source: "AaveV3VariableDebtToken", kind: "variableDebt" },
] as const;

/** Scaled balances of aTokens and variable debt tokens, from the tokens' own events. */
export function registerBalances(): void {
  for (const { source, kind } of sources) {
    ponder.on(`${source}:Mint`, async ({ event, context }) => {
      const { onBehalfOf, value, balanceIncrease, index } = event.args;
      const arithmetic = await arithmeticOfToken(context, { token: event.log.address, kind });
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
      const arithmetic = await arithmeticOfToken(context, { token: event.log.address, kind });
      await changeBalance(context, {
        token: event.log.address,
        account: from,
        blockNumber: event.block.number,
        change: (balance) =>
          afterBurn(arithmetic, balance, { value, balanceIncrease, indexRay: index }),
      });
    });
    // A token rounds as its pool does, which is upgraded with it; the pool's revision says how.
    ponder.on(`${source}:Upgraded`, async ({ event, context }) =>
      storePoolRevision(context, {
        pool: await poolOfToken(context, event.log.address),
        blockNumber: event.block.number,
      }),
    );
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

async function poolOfToken(context: IndexingContext, tokenAddress: Address): Promise<Address> {
  const token = await context.db.find(aaveV3Token, {
    chainId: context.chain.id,
    token: tokenAddress,
  });
  if (token === null) throw unknownToken(tokenAddress);
  return token.pool;
}

async function arithmeticOfToken(
  context: IndexingContext,
  { token, kind }: { token: Address; kind: "aToken" | "variableDebt" },
): Promise<TokenArithmetic> {
  const pool = await context.db.find(aaveV3Pool, {
    chainId: context.chain.id,
    pool: await poolOfToken(context, token),
  });
  if (pool === null) throw unknownToken(token);
  return arithmeticOfRevision(pool.revision)[kind];
}

function unknownToken(token: Address): BallastError {
  return new BallastError(`Token ${token} belongs to no known reserve.`, {
    code: "aave-v3-token-unknown",
    remedy: "Its ReserveInitialized lies before the market's start block: set that earlier.",
  });
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
