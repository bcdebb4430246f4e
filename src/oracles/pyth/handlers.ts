import { ponder } from "ponder:registry";
import { pythPriceId, pythUpdate } from "ponder:schema";
import type { Address, Hex } from "viem";
import { pythAbi } from "../../../abis/pyth.ts";
import type { IndexingContext } from "../../indexing-context.ts";

/** Prices as somebody pushes them to the Pyth contract. */
export function registerPyth(): void {
  ponder.on("Pyth:PriceFeedUpdate", async ({ event, context }) => {
    const { id: priceId, publishTime, price, conf } = event.args;
    const contract = event.log.address;
    const blockNumber = event.block.number;
    const update = {
      price,
      confidence: conf,
      exponent: await exponentOf(context, { contract, priceId, blockNumber }),
      publishTimeSeconds: publishTime,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(pythUpdate)
      .values({
        chainId: context.chain.id,
        contract,
        priceId,
        blockNumber,
        logIndex: event.log.logIndex,
        ...update,
      })
      .onConflictDoUpdate(update);
  });
}

/** A price id's exponent, which the log lacks: read at the first update, which has just stored it. */
async function exponentOf(
  context: IndexingContext,
  parameters: { contract: Address; priceId: Hex; blockNumber: bigint },
): Promise<number> {
  const { contract, priceId, blockNumber } = parameters;
  const key = { chainId: context.chain.id, contract, priceId };
  const known = await context.db.find(pythPriceId, key);
  if (known !== null) return known.exponent;
  const { expo: exponent } = await context.client.readContract({
    abi: pythAbi,
    address: contract,
    functionName: "getPriceUnsafe",
    args: [priceId],
  });
  await context.db
    .insert(pythPriceId)
    .values({ ...key, exponent, blockNumber })
    .onConflictDoNothing();
  return exponent;
}
