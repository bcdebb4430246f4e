import { encodeFunctionData, type PublicClient } from "viem";
import { attestationReceiverAbi } from "../../../abis/attestation-receiver.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { StoredAttestation } from "../store/offchain-attestations.ts";
import type { StoredDelivery } from "../store/offchain-deliveries.ts";
import type { TransactionJob } from "../store/offchain-transactions.ts";
import { readBlock, readHeadTime } from "./chain-reads.ts";
import { findSuccess, pursueTransaction } from "./settle-transaction.ts";
import type { WorkerContext } from "./worker-context.ts";

/** Refusals of a receiver that no later try can turn into an acceptance. */
const FINAL_REFUSALS: readonly string[] = ["Expired", "BadValidity", "GaveUp", "BadLength"];

/**
 * Brings a signed attestation one step nearer to the receiver of one chain. The receiver is asked
 * first: where it holds a newer root, or ours by somebody else's hand, nothing is sent.
 * @throws Error of a node, or BallastError `delivery-refused`; the next round tries again.
 */
export async function deliverAttestation(
  context: WorkerContext,
  row: StoredAttestation,
  delivery: StoredDelivery,
): Promise<void> {
  if (delivery.deliveredAt !== null) {
    await confirmDelivery(context, delivery);
    return;
  }
  const { epoch, chainId, receiver } = delivery;
  const client = context.client(chainId);
  const job: TransactionJob = { epoch, purpose: "deliver", chainId };
  const abandon = async (reason: string) => {
    await context.deliveries.abandon({ epoch, chainId, reason, at: context.now() });
    context.logger.warn({ chain: chainId, epoch: epoch.toString(), reason }, "delivery abandoned");
  };

  const receipt = await findSuccess(context, job);
  if (receipt !== null) {
    await recordDelivery(context, delivery, receipt);
    return;
  }
  const contract = { address: receiver, abi: attestationReceiverAbi } as const;
  const lastEpoch = await client.readContract({ ...contract, functionName: "lastEpoch" });
  if (lastEpoch > epoch) return await abandon(`the receiver holds the newer epoch ${lastEpoch}`);
  if (lastEpoch === epoch) {
    const accepted = await findAcceptance(client, delivery, row);
    if (accepted !== null) return await recordDelivery(context, delivery, accepted);
    const [held] = await client.readContract({ ...contract, functionName: "latestRoot" });
    if (held.root !== row.root) {
      return await abandon(`the receiver holds another root of epoch ${epoch}: ${held.root}`);
    }
    return;
  }
  if ((await readHeadTime(client)) > row.validUntilSeconds) {
    return await abandon("expired before it was delivered");
  }
  if (row.vaa === null) return;
  const step = await pursueTransaction(context, job, {
    to: receiver,
    data: encodeFunctionData({
      abi: attestationReceiverAbi,
      functionName: "submitRoot",
      args: [row.vaa],
    }),
    value: 0n,
    abi: attestationReceiverAbi,
  });
  if (step.state !== "refused") return;
  const failure = `the receiver refuses it: ${step.reason.text}`;
  if (FINAL_REFUSALS.includes(step.reason.name)) return await abandon(failure);
  if (delivery.failure !== failure) {
    await context.deliveries.recordFailure({ epoch, chainId, failure, at: context.now() });
  }
  throw new BallastError(`The receiver ${receiver} refuses epoch ${epoch}: ${step.reason.text}.`, {
    code: "delivery-refused",
  });
}

type Inclusion = { transactionHash: `0x${string}`; blockNumber: bigint; blockHash: `0x${string}` };

async function recordDelivery(
  context: WorkerContext,
  { epoch, chainId }: StoredDelivery,
  inclusion: Inclusion,
): Promise<void> {
  const block = await readBlock(context.client(chainId), inclusion.blockNumber);
  if (block === null || block.hash !== inclusion.blockHash) return;
  await context.deliveries.recordDelivered({
    epoch,
    chainId,
    transactionHash: inclusion.transactionHash,
    blockNumber: inclusion.blockNumber,
    blockHash: inclusion.blockHash,
    deliveredAt: new Date(block.timestampSeconds * 1000),
  });
  context.logger.info({ chain: chainId, epoch: epoch.toString() }, "attestation delivered");
}

/** Looks whether a recorded delivery is still part of the chain, and final. */
async function confirmDelivery(context: WorkerContext, delivery: StoredDelivery): Promise<void> {
  const { epoch, chainId, blockNumber, blockHash } = delivery;
  if (blockNumber === null) return;
  const client = context.client(chainId);
  const [block, finalized] = await Promise.all([
    readBlock(client, blockNumber),
    readBlock(client, "finalized"),
  ]);
  if (block?.hash !== blockHash) {
    await context.deliveries.clearDelivered({ epoch, chainId });
    context.logger.warn(
      { chain: chainId, epoch: epoch.toString() },
      "a reorganisation undid the delivery",
    );
  } else if (finalized !== null && finalized.number >= blockNumber) {
    await context.deliveries.recordFinal({ epoch, chainId, finalAt: context.now() });
  }
}

/** Somebody else's delivery of our root, from the receiver's event. */
async function findAcceptance(
  client: PublicClient,
  delivery: StoredDelivery,
  row: StoredAttestation,
): Promise<Inclusion | null> {
  const head = await readBlock(client, "latest");
  if (head === null) return null;
  const [log] = await client.getContractEvents({
    address: delivery.receiver,
    abi: attestationReceiverAbi,
    eventName: "RootAccepted",
    args: { epoch: row.epoch, root: row.root },
    fromBlock: head.number > ACCEPTANCE_SEARCH_BLOCKS ? head.number - ACCEPTANCE_SEARCH_BLOCKS : 0n,
    toBlock: head.number,
    strict: true,
  });
  return log ?? null;
}

/** A root cannot be older than its validity; nodes limit the span of a search. */
const ACCEPTANCE_SEARCH_BLOCKS = 2_000n;
