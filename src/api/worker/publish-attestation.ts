import { encodeFunctionData, parseEventLogs, type TransactionReceipt } from "viem";
import { attestationEmitterAbi } from "../../../abis/attestation-emitter.ts";
import { wormholeCoreAbi } from "../../../abis/wormhole-core.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { StoredAttestation } from "../store/offchain-attestations.ts";
import type { TransactionJob } from "../store/offchain-transactions.ts";
import { readBlock, readHeadTime } from "./chain-reads.ts";
import { findSuccess, pursueTransaction } from "./settle-transaction.ts";
import type { WorkerContext } from "./worker-context.ts";

/**
 * Brings an attestation one step nearer to being published by the emitter: sends its transaction, or
 * records the one that was mined, with the Wormhole sequence. An attestation that expired before, or
 * whose epoch the emitter has passed, is superseded.
 * @returns whether it is published now.
 * @throws Error of a node that does not answer; the next round tries again.
 */
export async function publishAttestation(
  context: WorkerContext,
  row: StoredAttestation,
): Promise<boolean> {
  const { source, attestations } = context;
  const { epoch } = row;
  const client = context.client(source.chainId);
  const job: TransactionJob = { epoch, purpose: "publish", chainId: source.chainId };

  const receipt = await findSuccess(context, job);
  if (receipt !== null) {
    const block = await readBlock(client, receipt.blockNumber);
    if (block === null || block.hash !== receipt.blockHash) return false;
    const sequence = publishedSequence(context, row, receipt);
    await attestations.recordPublished({
      epoch,
      transactionHash: receipt.transactionHash,
      blockNumber: receipt.blockNumber,
      blockHash: receipt.blockHash,
      sequence,
      publishedAt: new Date(block.timestampSeconds * 1000),
    });
    context.logger.info(
      { chain: source.chainId, epoch: epoch.toString(), sequence: sequence.toString() },
      "attestation published",
    );
    return true;
  }

  if ((await readHeadTime(client)) > row.validUntilSeconds) {
    await attestations.supersede({
      epoch,
      reason: "expired before it was published",
      at: context.now(),
    });
    return false;
  }
  const core = { address: source.wormhole.core, abi: wormholeCoreAbi } as const;
  const step = await pursueTransaction(context, job, {
    to: source.ballast.attestationEmitter,
    data: encodeFunctionData({
      abi: attestationEmitterAbi,
      functionName: "publish",
      args: [row.payload, context.consistencyLevel],
    }),
    value: await client.readContract({ ...core, functionName: "messageFee" }),
    abi: attestationEmitterAbi,
  });
  if (step.state !== "refused") return false;
  if (step.reason.name === "StaleEpoch" || step.reason.name === "GaveUp") {
    await attestations.supersede({
      epoch,
      reason: `the emitter refused it: ${step.reason.text}`,
      at: context.now(),
    });
    return false;
  }
  throw new BallastError(`The emitter refuses epoch ${epoch}: ${step.reason.text}.`, {
    code: "publish-refused",
    remedy: `The operator is ${context.account.address}.`,
  });
}

/**
 * The sequence of the message in a receipt.
 * @throws BallastError `publish-mismatch` where the receipt does not hold our payload.
 */
function publishedSequence(
  { source }: WorkerContext,
  row: StoredAttestation,
  receipt: TransactionReceipt,
): bigint {
  const emitter = source.ballast.attestationEmitter.toLowerCase();
  const published = parseEventLogs({
    abi: wormholeCoreAbi,
    eventName: "LogMessagePublished",
    logs: receipt.logs.filter((log) => log.address.toLowerCase() === source.wormhole.core),
  }).find(({ args }) => args.sender.toLowerCase() === emitter && args.payload === row.payload);
  if (published === undefined) {
    throw new BallastError(
      `Transaction ${receipt.transactionHash} succeeded, but did not publish epoch ${row.epoch}.`,
      { code: "publish-mismatch" },
    );
  }
  return published.args.sequence;
}
