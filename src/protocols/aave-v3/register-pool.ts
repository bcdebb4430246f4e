import { ponder } from "ponder:registry";
import {
  aaveV3AccountEModeVersion,
  aaveV3CollateralFlagVersion,
  aaveV3Liquidation,
  aaveV3ReserveIndexVersion,
} from "ponder:schema";
import type { Address } from "viem";
import { aaveV3PoolViewsAbi } from "../../../abis/aave-v3-views.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { storePoolRevision } from "./pool-revision.ts";

/** What the pool itself logs: rates and indexes, collateral switches, e-modes, liquidations, upgrades. */
export function registerPool(): void {
  ponder.on("AaveV3Pool:ReserveDataUpdated", async ({ event, context }) => {
    const index = {
      updatedAtSeconds: Number(event.block.timestamp),
      liquidityRateRay: event.args.liquidityRate,
      variableBorrowRateRay: event.args.variableBorrowRate,
      liquidityIndexRay: event.args.liquidityIndex,
      variableBorrowIndexRay: event.args.variableBorrowIndex,
    };
    await context.db
      .insert(aaveV3ReserveIndexVersion)
      .values({
        chainId: context.chain.id,
        pool: event.log.address,
        asset: event.args.reserve,
        blockNumber: event.block.number,
        ...index,
      })
      .onConflictDoUpdate(index);
  });

  ponder.on("AaveV3Pool:ReserveUsedAsCollateralEnabled", ({ event, context }) =>
    storeCollateralFlag(context, {
      pool: event.log.address,
      asset: event.args.reserve,
      account: event.args.user,
      blockNumber: event.block.number,
      enabled: true,
    }),
  );
  ponder.on("AaveV3Pool:ReserveUsedAsCollateralDisabled", ({ event, context }) =>
    storeCollateralFlag(context, {
      pool: event.log.address,
      asset: event.args.reserve,
      account: event.args.user,
      blockNumber: event.block.number,
      enabled: false,
    }),
  );

  ponder.on("AaveV3Pool:UserEModeSet", async ({ event, context }) => {
    const { user, categoryId } = event.args;
    await context.db
      .insert(aaveV3AccountEModeVersion)
      .values({
        chainId: context.chain.id,
        pool: event.log.address,
        account: user,
        blockNumber: event.block.number,
        categoryId,
      })
      .onConflictDoUpdate({ categoryId });
  });

  ponder.on("AaveV3Pool:LiquidationCall", async ({ event, context }) => {
    const { user, ...liquidation } = event.args;
    const facts = {
      pool: event.log.address,
      account: user,
      ...liquidation,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(aaveV3Liquidation)
      .values({
        chainId: context.chain.id,
        blockNumber: event.block.number,
        logIndex: event.log.logIndex,
        ...facts,
      })
      .onConflictDoUpdate(facts);
    // Since 3.6 a liquidation moves the collateral's indexes on, and where the liquidator takes aTokens
    // no ReserveDataUpdated tells.
    if (event.args.receiveAToken) {
      await readReserveIndex(context, {
        pool: event.log.address,
        asset: event.args.collateralAsset,
        blockNumber: event.block.number,
      });
    }
  });

  ponder.on("AaveV3Pool:Upgraded", ({ event, context }) =>
    storePoolRevision(context, { pool: event.log.address, blockNumber: event.block.number }),
  );
}

/** Stores a reserve's indexes and rates as the pool has them at the end of the block. */
async function readReserveIndex(
  context: IndexingContext,
  { pool, asset, blockNumber }: { pool: Address; asset: Address; blockNumber: bigint },
): Promise<void> {
  const reserve = await context.client.readContract({
    abi: aaveV3PoolViewsAbi,
    address: pool,
    functionName: "getReserveData",
    args: [asset],
  });
  const index = {
    updatedAtSeconds: reserve.lastUpdateTimestamp,
    liquidityRateRay: reserve.currentLiquidityRate,
    variableBorrowRateRay: reserve.currentVariableBorrowRate,
    liquidityIndexRay: reserve.liquidityIndex,
    variableBorrowIndexRay: reserve.variableBorrowIndex,
  };
  await context.db
    .insert(aaveV3ReserveIndexVersion)
    .values({ chainId: context.chain.id, pool, asset, blockNumber, ...index })
    .onConflictDoUpdate(index);
}

async function storeCollateralFlag(
  context: IndexingContext,
  flag: { pool: Address; asset: Address; account: Address; blockNumber: bigint; enabled: boolean },
): Promise<void> {
  await context.db
    .insert(aaveV3CollateralFlagVersion)
    .values({ chainId: context.chain.id, ...flag })
    .onConflictDoUpdate({ enabled: flag.enabled });
}
