import { and, desc, eq, lte } from "drizzle-orm";
import { type Address, zeroAddress } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AaveV3Arithmetic } from "./arithmetic.ts";
import { aaveV3EModeAssetVersion, aaveV3EModeCategoryVersion } from "./e-mode-schema.ts";
import type { AccountEMode } from "./valuation.ts";

export type EModes = {
  categories: readonly (typeof aaveV3EModeCategoryVersion.$inferSelect)[];
  members: readonly (typeof aaveV3EModeAssetVersion.$inferSelect)[];
};

/** The pools' e-modes at a block, as stored. Two queries. */
export async function readEModes(parameters: {
  facts: FactsReader;
  block: BlockReference;
  pools: readonly Address[];
}): Promise<EModes> {
  const { facts, block, pools } = parameters;
  const categories = await facts
    .selectDistinctOn([aaveV3EModeCategoryVersion.pool, aaveV3EModeCategoryVersion.categoryId])
    .from(aaveV3EModeCategoryVersion)
    .where(
      and(
        eq(aaveV3EModeCategoryVersion.chainId, block.chainId),
        anyOf(aaveV3EModeCategoryVersion.pool, pools),
        lte(aaveV3EModeCategoryVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3EModeCategoryVersion.pool,
      aaveV3EModeCategoryVersion.categoryId,
      desc(aaveV3EModeCategoryVersion.blockNumber),
    );
  const members = await facts
    .selectDistinctOn([
      aaveV3EModeAssetVersion.pool,
      aaveV3EModeAssetVersion.categoryId,
      aaveV3EModeAssetVersion.asset,
    ])
    .from(aaveV3EModeAssetVersion)
    .where(
      and(
        eq(aaveV3EModeAssetVersion.chainId, block.chainId),
        anyOf(aaveV3EModeAssetVersion.pool, pools),
        lte(aaveV3EModeAssetVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3EModeAssetVersion.pool,
      aaveV3EModeAssetVersion.categoryId,
      aaveV3EModeAssetVersion.asset,
      desc(aaveV3EModeAssetVersion.blockNumber),
    );
  return { categories, members };
}

/** One pool's e-modes by category, as its revision understands them. */
export function eModesOfPool(parameters: {
  eModes: EModes;
  pool: Address;
  arithmetic: AaveV3Arithmetic;
  /** Each reserve with the category that it names itself. */
  reserves: readonly { asset: Address; eModeCategoryId: number }[];
  /** The pool's oracle. */
  ownPrice: (asset: Address) => bigint | null;
}): ReadonlyMap<number, AccountEMode> {
  const { eModes, pool, arithmetic, reserves, ownPrice } = parameters;
  const byAsset = arithmetic.eModeMembers === "asset";
  return new Map(
    eModes.categories
      .filter((category) => category.pool === pool)
      .map((category) => {
        const known = eModes.members.filter(
          (member) => member.pool === pool && member.categoryId === category.categoryId,
        );
        const members = known.filter(({ collateral }) => collateral);
        const named = reserves.filter((one) => one.eModeCategoryId === category.categoryId);
        return [
          category.categoryId,
          {
            ltvBps: BigInt(category.ltvBps),
            liquidationThresholdBps: BigInt(category.liquidationThresholdBps),
            collateralAssets: new Set((byAsset ? named : members).map(({ asset }) => asset)),
            ltvZeroAssets: new Set(
              members.filter(({ ltvZero }) => ltvZero).map(({ asset }) => asset),
            ),
            borrowableAssets: new Set(
              (byAsset ? named : known.filter(({ borrowable }) => borrowable)).map(
                ({ asset }) => asset,
              ),
            ),
            isolated: category.isolated,
            // The category's "oracle" is an asset of which the AaveOracle knows a price.
            priceBase:
              byAsset && category.oracle !== zeroAddress ? ownPrice(category.oracle) : "none",
          },
        ];
      }),
  );
}
