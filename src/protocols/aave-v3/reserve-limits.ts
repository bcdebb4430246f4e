import type { Address } from "viem";
import { aaveV3PoolViewsAbi } from "../../../abis/aave-v3-views.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Pool } from "./read-pools.ts";

/** What a reserve allows of borrowing, beyond what amounts and health need (ReserveConfiguration.sol). */
export type ReserveLimits = {
  borrowingEnabled: boolean;
  /** Whether it may be borrowed on collateral that has a debt ceiling. */
  borrowableInIsolation: boolean;
  /** Whether who owes it may owe nothing else. */
  siloed: boolean;
  /** USD × 100 that may be owed on it as collateral in all; 0: no limit, and no isolation. */
  debtCeiling: bigint;
};

const BORROWING_ENABLED_BIT = 58n;
const BORROWABLE_IN_ISOLATION_BIT = 61n;
const SILOED_BIT = 62n;
const DEBT_CEILING_BIT = 212n;
const DEBT_CEILING_BITS = 40n;

/**
 * The limits of a pool's reserves as its contract has them at the block; null where it fails to say.
 * They decide no amount and no verdict, so they are not indexed.
 */
export async function readReserveLimits({
  contracts,
  block,
  pool,
}: Pick<ReadPlace, "contracts" | "block"> & {
  pool: Pool;
}): Promise<ReadonlyMap<Address, ReserveLimits> | null> {
  const found = await Promise.all(
    pool.reserves.map(async ({ asset }) => {
      const bits = await contracts.read({
        ...{ block, address: pool.address, abi: aaveV3PoolViewsAbi },
        ...{ functionName: "getConfiguration", args: [asset] },
      });
      return [asset, bits] as const;
    }),
  );
  const limits = new Map<Address, ReserveLimits>();
  for (const [asset, bits] of found) {
    if (bits === null) return null;
    limits.set(asset, limitsOf(bits));
  }
  return limits;
}

function limitsOf(bits: bigint): ReserveLimits {
  const bit = (position: bigint) => ((bits >> position) & 1n) === 1n;
  return {
    borrowingEnabled: bit(BORROWING_ENABLED_BIT),
    borrowableInIsolation: bit(BORROWABLE_IN_ISOLATION_BIT),
    siloed: bit(SILOED_BIT),
    debtCeiling: (bits >> DEBT_CEILING_BIT) & ((1n << DEBT_CEILING_BITS) - 1n),
  };
}
