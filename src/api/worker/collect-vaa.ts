import { bytesToHex, type PublicClient } from "viem";
import { wormholeCoreAbi } from "../../../abis/wormhole-core.ts";
import type { WormholeDeployment } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { padAddress } from "../attestation/breakdown.ts";
import type { GuardianSet } from "../attestation/check-vaa.ts";
import { parseVaa, type Vaa } from "../attestation/parse-vaa.ts";
import { verifyVaa } from "../attestation/verify-vaa.ts";
import type { StoredAttestation } from "../store/offchain-attestations.ts";
import { findReceipt, readHeadTime } from "./chain-reads.ts";
import type { MessageId } from "./guardian-client.ts";
import type { WorkerContext } from "./worker-context.ts";

/**
 * Fetches the VAA of a published attestation, verifies it and stores it. A publication that a
 * reorganisation undid is taken back, so that its transaction is sent again; an attestation that
 * expired without signatures is superseded.
 * @returns whether the attestation is signed now.
 * @throws Error of a node or of every guardian service; the next round tries again.
 */
export async function collectVaa(context: WorkerContext, row: StoredAttestation): Promise<boolean> {
  const { source, attestations } = context;
  const { epoch, sequence, publishTransactionHash } = row;
  if (sequence === null || publishTransactionHash === null) return false;
  const client = context.client(source.chainId);

  const receipt = await findReceipt(client, publishTransactionHash);
  if (receipt?.blockHash !== row.publishBlockHash) {
    await attestations.clearPublished(epoch);
    context.logger.warn(
      { chain: source.chainId, epoch: epoch.toString() },
      "a reorganisation undid the publication",
    );
    return false;
  }
  const nowSeconds = await readHeadTime(client);
  const id: MessageId = {
    emitterChain: source.wormholeChainId,
    emitterAddress: padAddress(source.ballast.attestationEmitter),
    sequence: BigInt(sequence),
  };
  const found = await findVerified(context, { row, id, nowSeconds });
  if (found === null) {
    if (nowSeconds > row.validUntilSeconds) {
      await attestations.supersede({
        epoch,
        reason: "expired before the guardians signed it",
        at: context.now(),
      });
    }
    return false;
  }
  await attestations.recordSigned({
    epoch,
    vaa: bytesToHex(found.bytes),
    vaaDigest: found.vaa.digest,
    guardianSetIndex: found.vaa.guardianSetIndex,
    signedAt: context.now(),
  });
  context.logger.info({ chain: source.chainId, epoch: epoch.toString() }, "attestation signed");
  return true;
}

/** Asks the guardian services in turn until one has a VAA that stands our own test. */
async function findVerified(
  context: WorkerContext,
  parameters: { row: StoredAttestation; id: MessageId; nowSeconds: number },
): Promise<{ bytes: Uint8Array; vaa: Vaa } | null> {
  const { row, id, nowSeconds } = parameters;
  const client = context.client(context.source.chainId);
  let failure: unknown;
  for (const service of context.guardians) {
    try {
      const bytes = await service.signedVaa(id);
      if (bytes === null) continue;
      const guardianSet = await readGuardianSet({
        client,
        chain: context.source,
        index: parseVaa(bytes).guardianSetIndex,
      });
      const vaa = verifyVaa({ bytes, guardianSet, nowSeconds });
      requireMessage({ vaa, id, payload: row.payload, url: service.url });
      return { bytes, vaa };
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return null;
}

/** A guardian set as the core contract of a chain states it; empty for an index that it does not know. */
async function readGuardianSet(parameters: {
  client: PublicClient;
  chain: { wormhole: Pick<WormholeDeployment, "core"> };
  index: number;
}): Promise<GuardianSet> {
  const { client, chain, index } = parameters;
  const set = await client.readContract({
    address: chain.wormhole.core,
    abi: wormholeCoreAbi,
    functionName: "getGuardianSet",
    args: [index],
  });
  return { index, addresses: set.keys, expirationTimeSeconds: set.expirationTime };
}

function requireMessage(parameters: {
  vaa: Vaa;
  id: MessageId;
  payload: string;
  url: string;
}): void {
  const { vaa, id, payload, url } = parameters;
  const same =
    vaa.emitterChain === id.emitterChain &&
    vaa.emitterAddress === id.emitterAddress &&
    vaa.sequence === id.sequence &&
    bytesToHex(vaa.payload) === payload;
  if (!same) {
    throw new BallastError(
      `The VAA that ${url} gave for ${id.emitterChain}/${id.emitterAddress}/${id.sequence} is of another message.`,
      { code: "vaa-mismatch" },
    );
  }
}
