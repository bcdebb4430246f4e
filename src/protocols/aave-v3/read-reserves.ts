import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { unionOf } from "../../core/union-of.ts";
import { token } from "../../tokens/schema.ts";
import type { AaveV3Arithmetic } from "./arithmetic.ts";
import { aaveV3ReserveIndexVersion, aaveV3ReserveVersion } from "./schema.ts";

/** A reserve at a block: its configuration, what its token is, and its indexes accrued to the block's time. */
export type Reserve = typeof aaveV3ReserveVersion.$inferSelect & {
  symbol: string;
  decimals: number;
  incomeRay: bigint;
  debtIndexRay: bigint;
  /** From the indexes' last update to the block. */
  secondsSinceUpdate: bigint;
} & Pick<
    typeof aaveV3ReserveIndexVersion.$inferSelect,
    "liquidityRateRay" | "variableBorrowRateRay" | "liquidityIndexRay" | "variableBorrowIndexRay"
  >;

/** Every reserve of the pools at a block. Three queries. */
export async function readReserves(parameters: {
  facts: FactsReader;
  block: BlockReference;
  /** How each pool rounds, by its address. */
  arithmetics: ReadonlyMap<Address, AaveV3Arithmetic>;
}): Promise<Reserve[]> {
  const { facts, block, arithmetics } = parameters;
  const settings = await facts
    .selectDistinctOn([aaveV3ReserveVersion.pool, aaveV3ReserveVersion.asset])
    .from(aaveV3ReserveVersion)
    .where(
      and(
        eq(aaveV3ReserveVersion.chainId, block.chainId),
        anyOf(aaveV3ReserveVersion.pool, arithmetics.keys()),
        lte(aaveV3ReserveVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3ReserveVersion.pool,
      aaveV3ReserveVersion.asset,
      desc(aaveV3ReserveVersion.blockNumber),
    );
  const indexes = await unionOf(
    settings.map(({ pool, asset }) =>
      facts
        .select()
        .from(aaveV3ReserveIndexVersion)
        .where(
          and(
            eq(aaveV3ReserveIndexVersion.chainId, block.chainId),
            eq(aaveV3ReserveIndexVersion.pool, pool),
            eq(aaveV3ReserveIndexVersion.asset, asset),
            lte(aaveV3ReserveIndexVersion.blockNumber, block.number),
          ),
        )
        .orderBy(desc(aaveV3ReserveIndexVersion.blockNumber))
        .limit(1),
    ),
  );
  const tokens = await facts
    .select()
    .from(token)
    .where(
      and(
        eq(token.chainId, block.chainId),
        anyOf(token.address, new Set(settings.map(({ asset }) => asset))),
      ),
    );

  return settings.map((reserve) => {
    const { pool, asset } = reserve;
    const arithmetic = arithmetics.get(pool);
    const index = indexes.find((one) => one.pool === pool && one.asset === asset);
    const facts = tokens.find(({ address }) => address === asset);
    if (arithmetic === undefined || index === undefined || facts === undefined) {
      throw new BallastError(`The index of reserve ${asset} of pool ${pool} is incomplete.`, {
        code: "aave-v3-reserve-incomplete",
        remedy: "Index this chain anew.",
      });
    }
    const seconds = BigInt(block.timestampSeconds - index.updatedAtSeconds);
    return {
      ...reserve,
      symbol: facts.symbol,
      decimals: facts.decimals,
      secondsSinceUpdate: seconds,
      liquidityRateRay: index.liquidityRateRay,
      variableBorrowRateRay: index.variableBorrowRateRay,
      liquidityIndexRay: index.liquidityIndexRay,
      variableBorrowIndexRay: index.variableBorrowIndexRay,
      incomeRay: arithmetic.normalizedIncomeRay({
        indexRay: index.liquidityIndexRay,
        rateRay: index.liquidityRateRay,
        seconds,
      }),
      debtIndexRay: arithmetic.normalizedDebtRay({
        indexRay: index.variableBorrowIndexRay,
        rateRay: index.variableBorrowRateRay,
        seconds,
      }),
    };
  });
}
