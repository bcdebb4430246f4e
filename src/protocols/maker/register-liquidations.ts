import { ponder } from "ponder:registry";
import { makerLiquidation } from "ponder:schema";
import type { Network } from "../../../config/network.ts";
import { vatOf } from "./deployments.ts";

/** Seizures by the Cat. What they do to the books comes by the Vat's grab. */
export function registerLiquidations(network: Network): void {
  ponder.on("MakerCat:Bite", async ({ event, context }) => {
    const { ilk, urn, ink, art, tab, flip, id } = event.args;
    const chainId = context.chain.id;
    const facts = {
      vat: vatOf(network, { chainId, contract: event.log.address }),
      ilk,
      urn,
      ink,
      art,
      tabRad: tab,
      auction: flip,
      auctionId: id,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(makerLiquidation)
      .values({
        chainId,
        blockNumber: event.block.number,
        logIndex: event.log.logIndex,
        ...facts,
      })
      .onConflictDoUpdate(facts);
  });
}
