import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { aaveV3DeficitVersion } from "./deficit-schema.ts";

/** A reserve's bad debt in raw units; 0 where there never was any. */
export type Deficits = (pool: Address, asset: Address) => bigint;

/** The deficits of all reserves of a chain at a block. One query. */
export async function readDeficits(parameters: {
  facts: FactsReader;
  block: BlockReference;
}): Promise<Deficits> {
  const { facts, block } = parameters;
  const rows = await facts
    .selectDistinctOn([aaveV3DeficitVersion.pool, aaveV3DeficitVersion.asset])
    .from(aaveV3DeficitVersion)
    .where(
      and(
        eq(aaveV3DeficitVersion.chainId, block.chainId),
        lte(aaveV3DeficitVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3DeficitVersion.pool,
      aaveV3DeficitVersion.asset,
      desc(aaveV3DeficitVersion.blockNumber),
    );
  const deficitOf = new Map(rows.map(({ pool, asset, deficit }) => [`${pool}/${asset}`, deficit]));
  return (pool, asset) => deficitOf.get(`${pool.toLowerCase()}/${asset.toLowerCase()}`) ?? 0n;
}
