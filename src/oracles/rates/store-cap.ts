import { rateCap, rateCapAdapter } from "ponder:schema";
import type { Address } from "viem";
import { priceCapAdapterAbi } from "../../../abis/price-cap-adapter.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { readUnlessFailed } from "../../read-unless-failed.ts";

type CapTerms = {
  snapshotRatio: bigint;
  snapshotTimestampSeconds: bigint;
  growthBpsPerYear: number;
};
type Block = { number: bigint; timestamp: bigint };

/** Reads an adapter's cap where none is known yet: it was set before its first log was followed. */
export async function ensureCap(
  context: IndexingContext,
  { adapter, block }: { adapter: Address; block: Block },
): Promise<void> {
  const known = await context.db.find(rateCapAdapter, { chainId: context.chain.id, adapter });
  if (known !== null) return;
  const contract = {
    abi: priceCapAdapterAbi,
    address: adapter,
    retryEmptyResponse: false,
  } as const;
  const terms = await readUnlessFailed(
    Promise.all([
      context.client.readContract({ ...contract, functionName: "getSnapshotRatio" }),
      context.client.readContract({ ...contract, functionName: "getSnapshotTimestamp" }),
      context.client.readContract({ ...contract, functionName: "getMaxYearlyGrowthRatePercent" }),
    ]),
  );
  if (terms === null) return;
  const [snapshotRatio, snapshotTimestampSeconds, growthBpsPerYear] = terms;
  await storeCap(context, {
    adapter,
    block,
    terms: { snapshotRatio, snapshotTimestampSeconds, growthBpsPerYear: Number(growthBpsPerYear) },
  });
}

/** Stores what an adapter's cap is from the end of a block on. */
export async function storeCap(
  context: IndexingContext,
  { adapter, block, terms }: { adapter: Address; block: Block; terms: CapTerms },
): Promise<void> {
  const key = { chainId: context.chain.id, adapter };
  const known = await context.db.find(rateCapAdapter, key);
  const ratioDecimals =
    known?.ratioDecimals ??
    (await context.client.readContract({
      abi: priceCapAdapterAbi,
      address: adapter,
      functionName: "RATIO_DECIMALS",
    }));
  const facts = { ...terms, ratioDecimals, blockTimestampSeconds: Number(block.timestamp) };
  const current = { ratioDecimals, latestBlockNumber: block.number };
  await context.db
    .insert(rateCap)
    .values({ ...key, blockNumber: block.number, ...facts })
    .onConflictDoUpdate(facts);
  await context.db
    .insert(rateCapAdapter)
    .values({ ...key, ...current })
    .onConflictDoUpdate(current);
}
