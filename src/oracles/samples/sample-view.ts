import { viewSample } from "ponder:schema";
import type { Abi, Address } from "viem";
import { sampledViewsAbi } from "../../../abis/sampled-views.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { readUnlessFailed } from "../../read-unless-failed.ts";
import { callText, type SampledView } from "./sampled-call.ts";

/** Stores what a view answers at the end of the event's block; several looks in one block are one. */
export async function sampleView(
  context: IndexingContext,
  { contract, call, block }: SampledView & { block: { number: bigint; timestamp: bigint } },
): Promise<void> {
  const value = await readUnlessFailed(
    context.client.readContract({
      abi: sampledViewsAbi as Abi,
      address: contract,
      functionName: call.functionName,
      args: call.args,
      retryEmptyResponse: false,
    }),
  );
  const facts = {
    value: typeof value === "bigint" ? value : null,
    blockTimestampSeconds: Number(block.timestamp),
  };
  await context.db
    .insert(viewSample)
    .values({
      chainId: context.chain.id,
      contract: contract.toLowerCase() as Address,
      call: callText(call),
      blockNumber: block.number,
      ...facts,
    })
    .onConflictDoUpdate(facts);
}
