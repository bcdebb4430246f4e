import { ponder } from "ponder:registry";
import {
  aaveV3Pool,
  aaveV3PriceSourceVersion,
  aaveV3Reserve,
  aaveV3ReserveIndexVersion,
  aaveV3ReserveVersion,
  aaveV3Token,
} from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import type { Network } from "../../../config/network.ts";
import { RAY } from "../../core/fixed-point.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { ensureToken } from "../../tokens/ensure-token.ts";
import { poolOfConfigurator } from "./deployments.ts";
import { storePoolRevision } from "./pool-revision.ts";

type ReserveRow = typeof aaveV3Reserve.$inferSelect;
type ReserveSettings = Omit<ReserveRow, "chainId" | "pool" | "asset">;

/** Reserves as the configurator makes and changes them, and the oracle's sources. */
export function registerReserves(network: Network): void {
  const poolOf = poolOfConfigurator(network);

  ponder.on("AaveV3PoolConfigurator:ReserveInitialized", async ({ event, context }) => {
    const chainId = context.chain.id;
    const blockNumber = event.block.number;
    const pool = poolOf(context, event.log.address);
    const { asset, aToken, variableDebtToken } = event.args;
    // Since 3.2 there is none.
    const stableDebtToken =
      event.args.stableDebtToken === zeroAddress ? null : event.args.stableDebtToken;

    if ((await context.db.find(aaveV3Pool, { chainId, pool })) === null)
      await storePoolRevision(context, { pool, blockNumber });
    await ensureToken(context, { address: asset, blockNumber });
    await storeTokens(context, {
      pool,
      asset,
      blockNumber,
      tokens: { aToken, variableDebt: variableDebtToken, stableDebt: stableDebtToken },
    });
    // As Pool.initReserve leaves it (ReserveLogic.init, ConfiguratorLogic.executeInitReserve).
    await storeReserve(context, {
      key: { chainId, pool, asset },
      blockNumber,
      settings: {
        aToken,
        stableDebtToken,
        variableDebtToken,
        ltvBps: 0,
        liquidationThresholdBps: 0,
        liquidationBonusBps: 0,
        eModeCategoryId: 0,
        stableBorrowingEnabled: false,
        frozen: false,
        paused: false,
        active: true,
      },
    });
    const index = {
      updatedAtSeconds: Number(event.block.timestamp),
      liquidityRateRay: 0n,
      variableBorrowRateRay: 0n,
      liquidityIndexRay: RAY,
      variableBorrowIndexRay: RAY,
    };
    await context.db
      .insert(aaveV3ReserveIndexVersion)
      .values({ chainId, pool, asset, blockNumber, ...index })
      .onConflictDoUpdate(index);
  });

  ponder.on("AaveV3PoolConfigurator:CollateralConfigurationChanged", ({ event, context }) =>
    changeReserve(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      blockNumber: event.block.number,
      change: {
        ltvBps: Number(event.args.ltv),
        liquidationThresholdBps: Number(event.args.liquidationThreshold),
        liquidationBonusBps: Number(event.args.liquidationBonus),
      },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:EModeAssetCategoryChanged", ({ event, context }) =>
    changeReserve(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      blockNumber: event.block.number,
      change: { eModeCategoryId: event.args.newCategoryId },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:ReserveStableRateBorrowing", ({ event, context }) =>
    changeReserve(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      blockNumber: event.block.number,
      change: { stableBorrowingEnabled: event.args.enabled },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:ReserveFrozen", ({ event, context }) =>
    changeReserve(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      blockNumber: event.block.number,
      change: { frozen: event.args.frozen },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:ReservePaused", ({ event, context }) =>
    changeReserve(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      blockNumber: event.block.number,
      change: { paused: event.args.paused },
    }),
  );
  ponder.on("AaveV3PoolConfigurator:ReserveActive", ({ event, context }) =>
    changeReserve(context, {
      pool: poolOf(context, event.log.address),
      asset: event.args.asset,
      blockNumber: event.block.number,
      change: { active: event.args.active },
    }),
  );

  ponder.on("AaveV3Oracle:AssetSourceUpdated", async ({ event, context }) => {
    const { asset, source } = event.args;
    await context.db
      .insert(aaveV3PriceSourceVersion)
      .values({
        chainId: context.chain.id,
        oracle: event.log.address,
        asset,
        blockNumber: event.block.number,
        source,
      })
      .onConflictDoUpdate({ source });
  });
}

async function storeTokens(
  context: IndexingContext,
  parameters: {
    pool: Address;
    asset: Address;
    blockNumber: bigint;
    tokens: { aToken: Address; variableDebt: Address; stableDebt: Address | null };
  },
): Promise<void> {
  const { pool, asset, blockNumber, tokens } = parameters;
  for (const kind of ["aToken", "variableDebt", "stableDebt"] as const) {
    const token = tokens[kind];
    if (token === null) continue;
    const facts = { pool, asset, kind, blockNumber };
    await context.db
      .insert(aaveV3Token)
      .values({ chainId: context.chain.id, token, ...facts })
      .onConflictDoUpdate(facts);
  }
}

async function changeReserve(
  context: IndexingContext,
  parameters: {
    pool: Address;
    asset: Address;
    blockNumber: bigint;
    change: Partial<ReserveSettings>;
  },
): Promise<void> {
  const { pool, asset, blockNumber, change } = parameters;
  const row = await context.db
    .update(aaveV3Reserve, { chainId: context.chain.id, pool, asset })
    .set(change);
  const { chainId: _chain, pool: _pool, asset: _asset, ...settings } = row;
  await storeReserve(context, {
    key: { chainId: context.chain.id, pool, asset },
    blockNumber,
    settings,
  });
}

async function storeReserve(
  context: IndexingContext,
  parameters: {
    key: Pick<ReserveRow, "chainId" | "pool" | "asset">;
    blockNumber: bigint;
    settings: ReserveSettings;
  },
): Promise<void> {
  const { key, blockNumber, settings } = parameters;
  await context.db
    .insert(aaveV3Reserve)
    .values({ ...key, ...settings })
    .onConflictDoUpdate(settings);
  await context.db
    .insert(aaveV3ReserveVersion)
    .values({ ...key, blockNumber, ...settings })
    .onConflictDoUpdate(settings);
}
