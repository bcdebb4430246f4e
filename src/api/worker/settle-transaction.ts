import {
  type Abi,
  type Address,
  type Hex,
  keccak256,
  type PublicClient,
  parseTransaction,
  type TransactionReceipt,
} from "viem";
import type { StoredTransaction, TransactionJob } from "../store/offchain-transactions.ts";
import { findReceipt } from "./chain-reads.ts";
import { type RevertReason, revertReason } from "./revert-reason.ts";
import type { WorkerContext } from "./worker-context.ts";

export type TransactionRequest = { to: Address; data: Hex; value: bigint; abi: Abi };

/** Reverts are paid for, and a simulation precedes each: so many in a row need a person. */
const MAXIMUM_ATTEMPTS = 12;

/**
 * The receipt of the attempt at a job that succeeded; null where none has. Attempts that reverted
 * are marked as failed.
 */
export async function findSuccess(
  context: WorkerContext,
  job: TransactionJob,
): Promise<TransactionReceipt | null> {
  const client = context.client(job.chainId);
  for (const attempt of await context.transactions.attempts(job)) {
    const receipt = await findReceipt(client, attempt.hash);
    if (receipt?.status === "success") return receipt;
    if (receipt?.status === "reverted" && attempt.failedAt === null) {
      await failAttempt(context, {
        attempt,
        job,
        failure: `reverted in block ${receipt.blockNumber}`,
      });
    }
  }
  return null;
}

/**
 * Brings a job one step nearer to being mined; for a job without a success yet (`findSuccess`). A
 * new transaction is simulated, signed with an explicit nonce and stored before it is sent; a stored
 * one is sent again, the same bytes, for as long as its nonce is free, and for a higher fee after a
 * while. So no restart and no reorganisation makes two different transactions of one job succeed
 * unless another transaction took the first one's nonce.
 * @returns `refused` with the contract's reason where the simulation reverts: nothing was signed.
 */
export async function pursueTransaction(
  context: WorkerContext,
  job: TransactionJob,
  request: TransactionRequest,
): Promise<{ state: "pending" } | { state: "refused"; reason: RevertReason }> {
  const client = context.client(job.chainId);
  const attempts = await context.transactions.attempts(job);
  const usedNonces = await client.getTransactionCount({ address: context.account.address });
  let live: StoredTransaction | undefined;
  for (const attempt of attempts.filter(({ failedAt }) => failedAt === null)) {
    if (attempt.nonce >= usedNonces) {
      live = attempt;
      continue;
    }
    // Mined since the receipts were looked for: the next round finds it.
    if ((await findReceipt(client, attempt.hash)) !== null) return { state: "pending" };
    const failure = `nonce ${attempt.nonce} was used by another transaction`;
    await failAttempt(context, { attempt, job, failure });
  }
  if (live !== undefined) {
    await keepAlive(context, { job, live, request, nextAttempt: attempts.length });
    return { state: "pending" };
  }
  if (attempts.length >= MAXIMUM_ATTEMPTS) {
    return {
      state: "refused",
      reason: { name: "GaveUp", text: `gave up after ${attempts.length} transactions` },
    };
  }
  const { account } = context;
  const { abi, ...call } = request;
  let gas: bigint;
  try {
    gas = await client.estimateGas({ account: account.address, ...call });
  } catch (error) {
    const reason = revertReason(error, abi);
    if (reason === null) throw error;
    return { state: "refused", reason };
  }
  const fees = await client.estimateFeesPerGas();
  const nonce = await client.getTransactionCount({ address: account.address, blockTag: "pending" });
  await signAndSend(context, { job, request, attempt: attempts.length, nonce, gas, ...fees });
  return { state: "pending" };
}

type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

async function signAndSend(
  context: WorkerContext,
  parameters: Fees & {
    job: TransactionJob;
    request: TransactionRequest;
    attempt: number;
    nonce: number;
    gas: bigint;
  },
): Promise<void> {
  const { job, request, attempt, nonce, gas, maxFeePerGas, maxPriorityFeePerGas } = parameters;
  const raw = await context.account.signTransaction({
    type: "eip1559",
    chainId: job.chainId,
    to: request.to,
    data: request.data,
    value: request.value,
    nonce,
    gas: gas + gas / 4n,
    maxFeePerGas,
    maxPriorityFeePerGas,
  });
  const createdAt = context.now();
  const stored = await context.transactions.insert({
    ...job,
    attempt,
    nonce,
    hash: keccak256(raw),
    raw,
    createdAt,
  });
  await broadcast(context.client(job.chainId), stored.raw);
  context.logger.info(
    {
      chain: job.chainId,
      epoch: job.epoch.toString(),
      purpose: job.purpose,
      transactionHash: stored.hash,
      nonce,
    },
    "transaction sent",
  );
}

/** Sends a stored transaction again where the node has lost it, and replaces it where it waits too long. */
async function keepAlive(
  context: WorkerContext,
  parameters: {
    job: TransactionJob;
    live: StoredTransaction;
    request: TransactionRequest;
    nextAttempt: number;
  },
): Promise<void> {
  const { job, live, request, nextAttempt } = parameters;
  const client = context.client(job.chainId);
  await broadcast(client, live.raw);
  const waitedMilliseconds = context.now().getTime() - live.createdAt.getTime();
  if (waitedMilliseconds < context.replaceTransactionAfterMilliseconds) return;
  if (nextAttempt >= MAXIMUM_ATTEMPTS) return;
  const old = parseTransaction(live.raw);
  const current = await client.estimateFeesPerGas();
  await signAndSend(context, {
    job,
    request,
    attempt: nextAttempt,
    nonce: live.nonce,
    gas: ((old.gas ?? 0n) * 4n) / 5n,
    maxFeePerGas: larger(raised(old.maxFeePerGas), current.maxFeePerGas),
    maxPriorityFeePerGas: larger(raised(old.maxPriorityFeePerGas), current.maxPriorityFeePerGas),
  });
}

/** Nodes want at least a tenth more for a replacement. */
function raised(fee: bigint | undefined): bigint {
  return ((fee ?? 0n) * 5n) / 4n + 1n;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/**
 * Sends signed bytes. A node that knows them already, or whose chain has passed their nonce, is no
 * failure: receipts decide what became of them.
 */
async function broadcast(client: PublicClient, raw: Hex): Promise<void> {
  try {
    await client.sendRawTransaction({ serializedTransaction: raw });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (!/already known|already imported|already exists|nonce too low/i.test(text)) throw error;
  }
}

async function failAttempt(
  context: WorkerContext,
  parameters: { attempt: StoredTransaction; job: TransactionJob; failure: string },
): Promise<void> {
  const { attempt, job, failure } = parameters;
  await context.transactions.fail({
    ...job,
    attempt: attempt.attempt,
    failure,
    failedAt: context.now(),
  });
  context.logger.warn(
    {
      chain: job.chainId,
      epoch: job.epoch.toString(),
      purpose: job.purpose,
      transactionHash: attempt.hash,
      failure,
    },
    "transaction failed",
  );
}
