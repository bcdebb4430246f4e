import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import type { NetworkChain } from "../../../config/network.ts";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { FactsPlace } from "../holdings-reader.ts";
import { type AaveV3Arithmetic, arithmeticOfRevision } from "./arithmetic.ts";
import { aaveV3MarketId } from "./deployments.ts";
import { eModesOfPool, readEModes } from "./read-e-modes.ts";
import { readOwnPrices } from "./read-prices.ts";
import { type Reserve, readReserves } from "./read-reserves.ts";
import { aaveV3PoolVersion, aaveV3ReserveVersion } from "./schema.ts";
import type { AccountEMode } from "./valuation.ts";

/** A pool at a block: everything that does not depend on an account. */
export type Pool = {
  address: Address;
  marketId: string;
  arithmetic: AaveV3Arithmetic;
  reserves: readonly (Reserve & { priceBase: bigint | null })[];
  eModes: ReadonlyMap<number, AccountEMode>;
  /** Symbols of reserves in which somebody may have stable-rate debt, which is not indexed. */
  stableDebtSymbols: readonly string[];
};

/** The chain's pools that exist at the block. */
export async function readPools(parameters: {
  facts: FactsReader;
  chain: NetworkChain;
  block: BlockReference;
}): Promise<Pool[]> {
  const { facts, chain, block } = parameters;
  if (chain.aaveV3.length === 0) return [];
  const addresses = chain.aaveV3.map(({ pool }) => lowerCase(pool));
  const revisions = await facts
    .selectDistinctOn([aaveV3PoolVersion.pool])
    .from(aaveV3PoolVersion)
    .where(
      and(
        eq(aaveV3PoolVersion.chainId, chain.chainId),
        anyOf(aaveV3PoolVersion.pool, addresses),
        lte(aaveV3PoolVersion.blockNumber, block.number),
      ),
    )
    .orderBy(aaveV3PoolVersion.pool, desc(aaveV3PoolVersion.blockNumber));
  const arithmetics = new Map(
    revisions.map(({ pool, revision }) => [pool, arithmeticOfRevision(revision)]),
  );
  if (arithmetics.size === 0) return [];
  const reserves = await readReserves({ facts, block, arithmetics });
  const eModes = await readEModes({ facts, block, pools: addresses });
  const stable = await readStableReserves({ facts, block, pools: addresses });
  const ownPrice = await readOwnPrices({
    facts,
    chainId: chain.chainId,
    oracles: chain.aaveV3.map(({ oracle }) => lowerCase(oracle)),
    blockNumber: block.number,
  });

  return chain.aaveV3.flatMap((market) => {
    const address = lowerCase(market.pool);
    const arithmetic = arithmetics.get(address);
    if (arithmetic === undefined) return [];
    const own = reserves.filter(({ pool }) => pool === address);
    return [
      {
        address,
        marketId: aaveV3MarketId(market),
        arithmetic,
        reserves: own.map((reserve) => ({
          ...reserve,
          priceBase: ownPrice(market.oracle, reserve.asset),
        })),
        eModes: eModesOfPool({
          eModes,
          pool: address,
          arithmetic,
          reserves: own,
          ownPrice: (asset) => ownPrice(market.oracle, asset),
        }),
        stableDebtSymbols: own
          .filter(
            ({ asset }) =>
              arithmetic.stableDebt &&
              stable.some((one) => one.pool === address && one.asset === asset),
          )
          .map(({ symbol }) => symbol),
      },
    ];
  });
}

/** The same, remembered with the block. */
export function poolsAt(place: FactsPlace): Promise<Pool[]> {
  const { remember } = place;
  return remember === undefined ? readPools(place) : remember("pools", () => readPools(place));
}

/** Reserves that have ever allowed stable borrowing: such a debt outlives the permission. */
function readStableReserves(parameters: {
  facts: FactsReader;
  block: BlockReference;
  pools: readonly Address[];
}) {
  const { facts, block, pools } = parameters;
  return facts
    .selectDistinct({ pool: aaveV3ReserveVersion.pool, asset: aaveV3ReserveVersion.asset })
    .from(aaveV3ReserveVersion)
    .where(
      and(
        eq(aaveV3ReserveVersion.chainId, block.chainId),
        anyOf(aaveV3ReserveVersion.pool, pools),
        lte(aaveV3ReserveVersion.blockNumber, block.number),
        eq(aaveV3ReserveVersion.stableBorrowingEnabled, true),
      ),
    );
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
