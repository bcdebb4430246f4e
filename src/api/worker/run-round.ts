import type { StoredAttestation } from "../store/offchain-attestations.ts";
import { findOrphan } from "./chain-reads.ts";
import { collectVaa } from "./collect-vaa.ts";
import { computeAttestation, type Valuation } from "./compute-attestation.ts";
import { deliverAttestation } from "./deliver-attestation.ts";
import type { FailureLog } from "./failure-log.ts";
import { publishAttestation } from "./publish-attestation.ts";
import type { WorkerContext } from "./worker-context.ts";

/**
 * One round of the worker: whatever is unfinished goes as far as it can, oldest first, and a new
 * attestation is computed where one is due. Nothing is remembered between rounds but what is stored,
 * so that going on after a crash is the same as going on.
 *
 * A failure of one attestation or delivery is logged and leaves the others alone.
 * @param parameters.mayGoOn Asked before each step: false ends the round early.
 */
export async function runRound(parameters: {
  context: WorkerContext;
  valuation: Valuation;
  failures: FailureLog;
  mayGoOn: () => boolean;
}): Promise<void> {
  const { context, valuation, failures, mayGoOn } = parameters;
  for (const row of await context.attestations.unfinished()) {
    if (!mayGoOn()) return;
    await failures.guard({ task: `epoch ${row.epoch}`, epoch: row.epoch }, () =>
      advance(context, row, failures, mayGoOn),
    );
  }
  if (!mayGoOn()) return;
  await failures.guard({ task: "compute" }, async () => {
    const newest = await context.attestations.newest();
    const orphaned = newest !== null && (await supersedeOrphan(context, newest));
    if (newest !== null && !orphaned && !isDue(context, newest)) return;
    const result = await computeAttestation(context, valuation, newest);
    if ("skipped" in result) {
      failures.note({ task: "compute" }, result.skipped);
    } else {
      const oldest = context.now().getTime() - context.retentionSeconds * 1000;
      await context.attestations.pruneLeaves(new Date(oldest));
    }
  });
}

/** Takes one attestation as far as it can go now. */
async function advance(
  context: WorkerContext,
  row: StoredAttestation,
  failures: FailureLog,
  mayGoOn: () => boolean,
): Promise<void> {
  if (await supersedeOrphan(context, row)) return;
  if (row.publishedAt === null) {
    await publishAttestation(context, row);
    return;
  }
  if (row.signedAt === null) {
    await collectVaa(context, row);
    return;
  }
  for (const delivery of await context.deliveries.open(row.epoch)) {
    if (!mayGoOn()) return;
    await failures.guard(
      {
        task: `epoch ${row.epoch} to ${delivery.chainId}`,
        epoch: row.epoch,
        chain: delivery.chainId,
      },
      () => deliverAttestation(context, row, delivery),
    );
  }
}

/** Gives an attestation up whose blocks are not part of their chains any more. */
async function supersedeOrphan(context: WorkerContext, row: StoredAttestation): Promise<boolean> {
  if (row.supersededAt !== null) return false;
  const orphan = await findOrphan({ vector: row.vector, client: context.client });
  if (orphan === null) return false;
  const reason = `chain ${orphan.chainId} reorganised block ${orphan.number} (${orphan.hash}) away`;
  await context.attestations.supersede({ epoch: row.epoch, reason, at: context.now() });
  context.logger.warn(
    { chain: orphan.chainId, epoch: row.epoch.toString(), reason },
    "attestation superseded",
  );
  return true;
}

/** Whether the interval is over and nothing waits to be published: epochs go out one after the other. */
function isDue(context: WorkerContext, newest: StoredAttestation): boolean {
  if (newest.publishedAt === null && newest.supersededAt === null) return false;
  const age = context.now().getTime() - newest.computedAt.getTime();
  return age >= context.intervalSeconds * 1000;
}
