import { aaveV3Pool, aaveV3PoolVersion } from "ponder:schema";
import type { Address } from "viem";
import { aaveV3PoolAbi } from "../../../abis/aave-v3-pool.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { arithmeticOfRevision } from "./arithmetic.ts";

/**
 * Reads a pool's revision at the event's block and stores it.
 * @throws BallastError `aave-v3-revision` where Ballast cannot index such a pool exactly.
 */
export async function storePoolRevision(
  context: IndexingContext,
  { pool, blockNumber }: { pool: Address; blockNumber: bigint },
): Promise<void> {
  const revision = Number(
    await context.client.readContract({
      abi: aaveV3PoolAbi,
      address: pool,
      functionName: "POOL_REVISION",
    }),
  );
  arithmeticOfRevision(revision);
  const key = { chainId: context.chain.id, pool };
  await context.db
    .insert(aaveV3Pool)
    .values({ ...key, revision })
    .onConflictDoUpdate({ revision });
  await context.db
    .insert(aaveV3PoolVersion)
    .values({ ...key, blockNumber, revision })
    .onConflictDoUpdate({ revision });
}
