import type { Address, Hex } from "viem";
import { attestationEmitterAbi } from "../../../abis/attestation-emitter.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import { buildAttestation } from "../attestation/build-attestation.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import { type StoredAttestation, storedVector } from "../store/offchain-attestations.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import { findOrphan, readHeadTime } from "./chain-reads.ts";
import { readSettledVector } from "./settled-vector.ts";
import type { WorkerContext } from "./worker-context.ts";

/** How the worker values accounts: see `startWorker`. */
export type Valuation = {
  withSnapshot: WithSnapshot;
  /** Hash of the methodology in force at a vector. */
  configHashAt: (parameters: { vector: BlockVector }) => Promise<Hex>;
  valueAllAccounts: (parameters: { vector: BlockVector }) => Promise<readonly AccountValue[]>;
  isContract: (parameters: { chainId: number; address: Address }) => Promise<boolean>;
};

const CODE_READS_AT_ONCE = 50;

/**
 * Computes and stores the attestation of the next epoch, where the settled block vector has moved
 * since the newest one. Epochs go on from the emitter's last or the stored newest, whichever is
 * higher: a number is never used twice.
 * @returns the stored epoch, or why there is none.
 * @throws Error of a node or of the database.
 */
export async function computeAttestation(
  context: WorkerContext,
  valuation: Valuation,
  newest: StoredAttestation | null,
): Promise<{ epoch: bigint } | { skipped: string }> {
  const startedAt = performance.now();
  const { network, source, targets } = context;
  const settled = await readSettledVector({
    chainIds: network.chains.map((chain) => chain.chainId),
    client: context.client,
    withSnapshot: valuation.withSnapshot,
  });
  if ("unsettled" in settled) return { skipped: `chain ${settled.chainId}: ${settled.unsettled}` };
  const { vector } = settled;
  const configHash = await valuation.configHashAt({ vector });
  const standstill =
    newest === null ? null : await findStandstill(context, newest, { vector, configHash });
  if (standstill !== null) return { skipped: standstill };
  const accounts = await valuation.valueAllAccounts({ vector });
  if (accounts.length === 0) return { skipped: "no account has ever had a position" };
  const contracts = await findContracts(accounts, [...vector.keys()], valuation.isContract);
  const lastEpoch = await context.client(source.chainId).readContract({
    address: source.ballast.attestationEmitter,
    abi: attestationEmitterAbi,
    functionName: "lastEpoch",
  });
  const highest = newest !== null && newest.epoch > lastEpoch ? newest.epoch : lastEpoch;
  const attestation = buildAttestation({
    epoch: highest + 1n,
    configHash,
    vector,
    wormholeChainIds: new Map(network.chains.map((one) => [one.chainId, one.wormholeChainId])),
    accounts,
    isContract: ({ account }) => contracts.has(account.address),
    validitySeconds: context.validitySeconds,
    simulated: network.simulated,
    status: "finalized",
  });
  const { epoch, asOfSeconds, validUntilSeconds, leafCount } = attestation.payload;
  for (const { chainId } of [source, ...targets]) {
    const headTime = await readHeadTime(context.client(chainId));
    if (headTime > validUntilSeconds) {
      return {
        skipped: `the finalized and indexed blocks are of ${asOfSeconds}, ${headTime - asOfSeconds} s behind chain ${chainId}: an attestation would have expired after ${context.validitySeconds} s`,
      };
    }
  }
  const orphan = await findOrphan({ vector: storedVector(vector), client: context.client });
  if (orphan !== null) {
    return { skipped: `chain ${orphan.chainId}: block ${orphan.number} was reorganised away` };
  }
  await context.attestations.insert({
    attestation,
    vector,
    computedAt: context.now(),
    targets: targets.map(({ chainId, ballast }) => ({
      chainId,
      receiver: ballast.attestationReceiver,
    })),
  });
  context.logger.info(
    {
      epoch: epoch.toString(),
      leafCount,
      total: attestation.payload.total.toString(),
      durationMilliseconds: Math.round(performance.now() - startedAt),
    },
    "attestation computed",
  );
  return { epoch };
}

/**
 * Why a new attestation at the vector would say nothing that the newest one does not, or less: a
 * higher epoch must never go back in time. Null where it may be made; blocks of the newest one that
 * were reorganised away do not count.
 */
async function findStandstill(
  context: WorkerContext,
  newest: StoredAttestation,
  { vector, configHash }: { vector: BlockVector; configHash: Hex },
): Promise<string | null> {
  const orphan = await findOrphan({ vector: newest.vector, client: context.client });
  if (orphan !== null) return null;
  const known = new Map(newest.vector.map((block) => [block.chainId, BigInt(block.number)]));
  const steps = [...vector.values()].map(({ chainId, number }) => ({
    chainId,
    blocks: number - (known.get(chainId) ?? -1n),
  }));
  const behind = steps.find(({ blocks }) => blocks < 0n);
  if (behind !== undefined) {
    return `chain ${behind.chainId}: the index is ${-behind.blocks} blocks behind epoch ${newest.epoch}`;
  }
  const moved = steps.some(({ blocks }) => blocks > 0n) || newest.configHash !== configHash;
  return moved ? null : "no chain has a new finalized and indexed block";
}

/** Accounts that have code on any chain of the attestation. */
async function findContracts(
  accounts: readonly AccountValue[],
  chainIds: readonly number[],
  isContract: Valuation["isContract"],
): Promise<ReadonlySet<Address>> {
  const questions = accounts.flatMap(({ account: { address } }) =>
    chainIds.map((chainId) => ({ chainId, address })),
  );
  const contracts = new Set<Address>();
  for (let from = 0; from < questions.length; from += CODE_READS_AT_ONCE) {
    const batch = questions.slice(from, from + CODE_READS_AT_ONCE);
    const answers = await Promise.all(batch.map(isContract));
    batch.forEach(({ address }, index) => {
      if (answers[index]) contracts.add(address);
    });
  }
  return contracts;
}
