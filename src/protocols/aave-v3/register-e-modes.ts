import { ponder } from "ponder:registry";
import {
  aaveV3EModeAsset,
  aaveV3EModeAssetVersion,
  aaveV3EModeCategory,
  aaveV3EModeCategoryVersion,
} from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import type { Network } from "../../../config/network.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { poolOfConfigurator } from "./deployments.ts";

type CategorySettings = Omit<
  typeof aaveV3EModeCategory.$inferSelect,
  "chainId" | "pool" | "categoryId"
>;
type Membership = Pick<
  typeof aaveV3EModeAsset.$inferSelect,
  "collateral" | "borrowable" | "ltvZero"
>;

/** A category that the pool has never heard of: all zero in its storage. */
const unsetCategory: CategorySettings = {
  ltvBps: 0,
  liquidationThresholdBps: 0,
  liquidationBonusBps: 0,
  oracle: zeroAddress,
  label: "",
  isolated: false,
};
const noMember: Membership = { collateral: false, borrowable: false, ltvZero: false };

/** E-mode categories and, since 3.2, their assets, as the configurator makes and changes them. */
export function registerEModes(network: Network): void {
  const poolOf = poolOfConfigurator(network);

  ponder.on("AaveV3PoolConfigurator:EModeCategoryAdded", ({ event, context }) => {
    const { categoryId, ltv, liquidationThreshold, liquidationBonus, oracle, label } = event.args;
    return changeCategory(context, {
      pool: poolOf(context, event.log.address),
      categoryId,
      blockNumber: event.block.number,
      change: {
        ltvBps: Number(ltv),
        liquidationThresholdBps: Number(liquidationThreshold),
        liquidationBonusBps: Number(liquidationBonus),
        oracle,
        label,
      },
    });
  });
  ponder.on("AaveV3PoolConfigurator:EModeCategoryIsolationChanged", ({ event, context }) =>
    changeCategory(context, {
      pool: poolOf(context, event.log.address),
      categoryId: event.args.categoryId,
      blockNumber: event.block.number,
      change: { isolated: event.args.isolated },
    }),
  );

  ponder.on("AaveV3PoolConfigurator:AssetCollateralInEModeChanged", ({ event, context }) =>
    changeMembership(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      categoryId: event.args.categoryId,
      blockNumber: event.block.number,
      change: { collateral: event.args.collateral },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:AssetBorrowableInEModeChanged", ({ event, context }) =>
    changeMembership(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      categoryId: event.args.categoryId,
      blockNumber: event.block.number,
      change: { borrowable: event.args.borrowable },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:AssetLtvzeroInEModeChanged", ({ event, context }) =>
    changeMembership(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      categoryId: event.args.categoryId,
      blockNumber: event.block.number,
      change: { ltvZero: event.args.ltvzero },
    }),
  );
}

async function changeCategory(
  context: IndexingContext,
  parameters: {
    pool: Address;
    categoryId: number;
    blockNumber: bigint;
    change: Partial<CategorySettings>;
  },
): Promise<void> {
  const { pool, categoryId, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, pool, categoryId };
  const row = await context.db
    .insert(aaveV3EModeCategory)
    .values({ ...key, ...unsetCategory, ...change })
    .onConflictDoUpdate(change);
  const { chainId: _chain, pool: _pool, categoryId: _category, ...settings } = row;
  await context.db
    .insert(aaveV3EModeCategoryVersion)
    .values({ ...key, blockNumber, ...settings })
    .onConflictDoUpdate(settings);
}

async function changeMembership(
  context: IndexingContext,
  parameters: {
    pool: Address;
    asset: Address;
    categoryId: number;
    blockNumber: bigint;
    change: Partial<Membership>;
  },
): Promise<void> {
  const { pool, asset, categoryId, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, pool, categoryId, asset };
  const { collateral, borrowable, ltvZero } = await context.db
    .insert(aaveV3EModeAsset)
    .values({ ...key, ...noMember, ...change })
    .onConflictDoUpdate(change);
  const membership = { collateral, borrowable, ltvZero };
  await context.db
    .insert(aaveV3EModeAssetVersion)
    .values({ ...key, blockNumber, ...membership })
    .onConflictDoUpdate(membership);
}
