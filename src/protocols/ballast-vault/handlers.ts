import { ponder } from "ponder:registry";
import {
  ballastVault,
  ballastVaultBalance,
  ballastVaultBalanceVersion,
  ballastVaultWithdrawal,
} from "ponder:schema";
import type { Address } from "viem";
import type { IndexingContext } from "../../indexing-context.ts";
import { ensureToken } from "../../tokens/ensure-token.ts";
import {
  afterCancellation,
  afterDeposit,
  afterRequest,
  afterWithdrawal,
  noVaultBalance,
  type VaultBalance,
} from "./state.ts";

/** Deposits, withdrawal requests and what becomes of them. */
export function registerBallastVault(): void {
  ponder.on("BallastVault:VaultInitialized", async ({ event, context }) => {
    const facts = {
      withdrawalDelaySeconds: event.args.withdrawalDelaySeconds,
      blockNumber: event.block.number,
    };
    await context.db
      .insert(ballastVault)
      .values({ chainId: context.chain.id, vault: event.log.address, ...facts })
      .onConflictDoUpdate(facts);
  });

  ponder.on("BallastVault:Deposited", async ({ event, context }) => {
    const { account, token, amount } = event.args;
    const blockNumber = event.block.number;
    await ensureToken(context, { address: token, blockNumber });
    await changeBalance(context, {
      vault: event.log.address,
      token,
      account,
      blockNumber,
      change: (balance) => afterDeposit(balance, amount),
    });
  });

  ponder.on("BallastVault:WithdrawalRequested", async ({ event, context }) => {
    const { requestId, account, token, amount, availableAt } = event.args;
    const blockNumber = event.block.number;
    const request = {
      account,
      token,
      amount,
      availableAtSeconds: availableAt,
      requestedBlockNumber: blockNumber,
    };
    await context.db
      .insert(ballastVaultWithdrawal)
      .values({ chainId: context.chain.id, vault: event.log.address, requestId, ...request })
      .onConflictDoUpdate(request);
    await changeBalance(context, {
      vault: event.log.address,
      token,
      account,
      blockNumber,
      change: (balance) => afterRequest(balance, amount),
    });
  });

  ponder.on("BallastVault:Withdrawn", async ({ event, context }) => {
    const { requestId, account, token, amount } = event.args;
    const vault = event.log.address;
    await context.db
      .update(ballastVaultWithdrawal, { chainId: context.chain.id, vault, requestId })
      .set({ withdrawnBlockNumber: event.block.number });
    await changeBalance(context, {
      vault,
      token,
      account,
      blockNumber: event.block.number,
      change: (balance) => afterWithdrawal(balance, amount),
    });
  });

  ponder.on("BallastVault:WithdrawalCancelled", async ({ event, context }) => {
    const { requestId, account, token, amount } = event.args;
    const vault = event.log.address;
    await context.db
      .update(ballastVaultWithdrawal, { chainId: context.chain.id, vault, requestId })
      .set({ cancelledBlockNumber: event.block.number });
    await changeBalance(context, {
      vault,
      token,
      account,
      blockNumber: event.block.number,
      change: (balance) => afterCancellation(balance, amount),
    });
  });
}

async function changeBalance(
  context: IndexingContext,
  parameters: {
    vault: Address;
    token: Address;
    account: Address;
    blockNumber: bigint;
    change: (balance: VaultBalance) => VaultBalance;
  },
): Promise<void> {
  const { vault, token, account, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, vault, token, account };
  const balance = change((await context.db.find(ballastVaultBalance, key)) ?? noVaultBalance);
  await context.db
    .insert(ballastVaultBalance)
    .values({ ...key, ...balance })
    .onConflictDoUpdate(balance);
  await context.db
    .insert(ballastVaultBalanceVersion)
    .values({ ...key, blockNumber, ...balance })
    .onConflictDoUpdate(balance);
}
