import { and, eq } from "drizzle-orm";
import type { Abi } from "viem";
import { sampledViewsAbi } from "../../../abis/sampled-views.ts";
import { chainBlock } from "../../blocks/schema.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { ViewSample } from "./read-samples.ts";
import type { SampledView } from "./sampled-call.ts";

/** Nodes without an archive keep about so many states. */
const READABLE_BLOCKS = 100n;

/** What a view answers at a block; null where the contract fails. */
export async function readSampledView(
  { contracts, block }: { contracts: ContractReader; block: BlockReference },
  { contract, call }: SampledView,
): Promise<bigint | null> {
  const value = await contracts.read({
    block,
    address: contract,
    abi: sampledViewsAbi as Abi,
    functionName: call.functionName,
    args: call.args,
  });
  return typeof value === "bigint" ? value : null;
}

/**
 * The block of a view's newest sample, at which the contract can be asked the same: a view that moves
 * by itself is another one at any later block. Null where that block is too old to be asked about.
 */
export async function comparableBlock(
  { facts, block }: { facts: FactsReader; block: BlockReference },
  sample: ViewSample,
): Promise<BlockReference | null> {
  if (sample.blockNumber === block.number) return block;
  if (block.number - sample.blockNumber > READABLE_BLOCKS) return null;
  const [found] = await facts
    .select({ hash: chainBlock.hash, timestampSeconds: chainBlock.timestampSeconds })
    .from(chainBlock)
    .where(and(eq(chainBlock.chainId, block.chainId), eq(chainBlock.number, sample.blockNumber)));
  return found === undefined
    ? null
    : { chainId: block.chainId, number: sample.blockNumber, ...found };
}
