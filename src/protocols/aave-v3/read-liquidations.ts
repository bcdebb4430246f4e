import { and, eq, inArray } from "drizzle-orm";
import type { Address } from "viem";
import type { Liquidation } from "../../core/liquidation.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import {
  createAmountOf,
  type LiquidationPage,
  loggedLiquidation,
  newestFirst,
  pageCondition,
} from "../liquidation-page.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { AAVE_V3 } from "./account-market.ts";
import { aaveV3DeficitChange } from "./deficit-schema.ts";
import { aaveV3MarketId } from "./deployments.ts";
import { aaveV3Liquidation } from "./schema.ts";

/** One for each LiquidationCall. */
export async function readAaveV3Liquidations(
  place: ReadPlace & { page: LiquidationPage },
): Promise<Liquidation[]> {
  const { facts, chain, page } = place;
  if (chain.aaveV3.length === 0) return [];
  const l = aaveV3Liquidation;
  const rows = await facts
    .select()
    .from(l)
    .where(pageCondition(l, place, page))
    .orderBy(...newestFirst(l))
    .limit(page.limit);
  if (rows.length === 0) return [];
  const writtenOff = await readWrittenOff(
    place,
    rows.map(({ blockNumber }) => blockNumber),
  );
  const tokens = await readTokens({
    ...place,
    addresses: [
      ...rows.flatMap(({ collateralAsset, debtAsset }) => [collateralAsset, debtAsset]),
      ...[...writtenOff.values()].flat().map(({ asset }) => asset),
    ],
  });
  const amountOf = createAmountOf(chain.chainId, tokens);
  return rows.map((row) => ({
    chainId: chain.chainId,
    protocol: AAVE_V3,
    marketId: aaveV3MarketId(
      chain.aaveV3.find(({ pool }) => pool.toLowerCase() === row.pool) ?? { id: row.pool },
    ),
    kind: "repayment",
    ...loggedLiquidation(row),
    repaid: [amountOf(row.debtAsset, row.debtToCover)],
    seized: [amountOf(row.collateralAsset, row.liquidatedCollateralAmount)],
    badDebt: (writtenOff.get(logKey(row)) ?? []).map(({ asset, amount }) => ({
      ...amountOf(asset, amount),
      borneBy: "protocol",
    })),
    causes: [],
  }));
}

type Log = { blockNumber: bigint; logIndex: number };
const logKey = ({ blockNumber, logIndex }: Log) => `${blockNumber}/${logIndex}`;

/**
 * The deficits that the liquidations of some blocks have left, by the liquidation: a pool logs them
 * before the LiquidationCall that makes them, so each belongs to the next one of its account.
 */
async function readWrittenOff(
  { facts, block }: Pick<ReadPlace, "facts" | "block">,
  blockNumbers: readonly bigint[],
): Promise<ReadonlyMap<string, { asset: Address; amount: bigint }[]>> {
  const [d, l] = [aaveV3DeficitChange, aaveV3Liquidation];
  const deficits = await facts
    .select()
    .from(d)
    .where(
      and(
        eq(d.chainId, block.chainId),
        inArray(d.blockNumber, [...new Set(blockNumbers)]),
        eq(d.kind, "created"),
      ),
    );
  const found = new Map<string, { asset: Address; amount: bigint }[]>();
  if (deficits.length === 0) return found;
  const liquidations = await facts
    .select()
    .from(l)
    .where(
      and(
        eq(l.chainId, block.chainId),
        inArray(
          l.blockNumber,
          deficits.map(({ blockNumber }) => blockNumber),
        ),
      ),
    )
    .orderBy(l.blockNumber, l.logIndex);
  for (const deficit of deficits) {
    const liquidation = liquidations.find(
      (one) =>
        one.blockNumber === deficit.blockNumber &&
        one.transactionHash === deficit.transactionHash &&
        one.pool === deficit.pool &&
        one.account === deficit.account &&
        one.logIndex > deficit.logIndex,
    );
    if (liquidation === undefined) continue;
    const of = found.get(logKey(liquidation)) ?? [];
    found.set(logKey(liquidation), [...of, deficit]);
  }
  return found;
}
