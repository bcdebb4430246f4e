import { ponder } from "ponder:registry";
import { chainBlock } from "ponder:schema";

/** Stores every block: number, hash, parent and time. */
export function registerChainBlocks(): void {
  ponder.on("ChainBlocks:block", async ({ event, context }) => {
    const { hash, parentHash, timestamp } = event.block;
    const facts = { hash, parentHash, timestampSeconds: Number(timestamp) };
    await context.db
      .insert(chainBlock)
      .values({ chainId: context.chain.id, number: event.block.number, ...facts })
      .onConflictDoUpdate(facts);
  });
}
