import { type Context, type Event, ponder } from "ponder:registry";
import { makerLiquidation } from "ponder:schema";
import type { Network } from "../../../config/network.ts";
import { vatOf } from "./deployments.ts";

type Seizure = Pick<
  typeof makerLiquidation.$inferInsert,
  "ilk" | "urn" | "ink" | "art" | "tabRad" | "auction" | "auctionId"
>;

/** Seizures by the Cat, and by the Dog since. What they do to the books comes by the Vat's grab. */
export function registerLiquidations(network: Network): void {
  const insert = async (
    { event, context }: { event: Event<"MakerCat:Bite" | "MakerDog:Bark">; context: Context },
    seizure: Seizure,
  ) => {
    const chainId = context.chain.id;
    const facts = {
      vat: vatOf(network, { chainId, contract: event.log.address }),
      ...seizure,
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
  };

  ponder.on("MakerCat:Bite", async ({ event, context }) => {
    const { tab, flip, id, ...seized } = event.args;
    await insert({ event, context }, { ...seized, tabRad: tab, auction: flip, auctionId: id });
  });
  ponder.on("MakerDog:Bark", async ({ event, context }) => {
    const { due, clip, id, ...seized } = event.args;
    await insert({ event, context }, { ...seized, tabRad: due, auction: clip, auctionId: id });
  });
}
