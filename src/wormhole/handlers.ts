import { ponder } from "ponder:registry";
import { attestationAccepted, wormholeMessage } from "ponder:schema";

/** Messages that anybody publishes through the core, and the roots that Ballast's receiver accepts. */
export function registerWormhole(): void {
  ponder.on("WormholeCore:LogMessagePublished", async ({ event, context }) => {
    const { sender, sequence, nonce, payload, consistencyLevel } = event.args;
    const message = {
      core: event.log.address,
      nonce: BigInt(nonce),
      payload,
      consistencyLevel,
      blockNumber: event.block.number,
      logIndex: event.log.logIndex,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(wormholeMessage)
      .values({ chainId: context.chain.id, emitter: sender, sequence, ...message })
      .onConflictDoUpdate(message);
  });

  ponder.on("AttestationReceiver:RootAccepted", async ({ event, context }) => {
    const { epoch, root, validUntil } = event.args;
    const acceptance = {
      root,
      validUntilSeconds: validUntil,
      blockNumber: event.block.number,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(attestationAccepted)
      .values({ chainId: context.chain.id, receiver: event.log.address, epoch, ...acceptance })
      .onConflictDoUpdate(acceptance);
  });
}
