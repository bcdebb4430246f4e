import { and, desc, eq, lte } from "drizzle-orm";
import { encodeFunctionData, type Hex, zeroAddress } from "viem";
import { morphoBlueViewsAbi } from "../../../abis/morpho-blue-views.ts";
import { anyOf } from "../../core/any-of.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { MarketTotals } from "./accrual.ts";
import type { Market } from "./market-state.ts";
import { type morphoBlueMarket, morphoBlueTotalsVersion } from "./schema.ts";

/** A market beside its Morpho: what each part of the comparison works on. */
export type ComparedMarket = ReadPlace & {
  /** Its constant parameters. */
  key: typeof morphoBlueMarket.$inferSelect;
  /** As stored; undefined where nothing has happened in it. */
  stored: StoredTotals | undefined;
  /** Accrued to the block. */
  market: Market;
  /** The totals after Morpho itself has accrued in the block. */
  accrued: Promise<AccruedTotals>;
};

export type StoredTotals = typeof morphoBlueTotalsVersion.$inferSelect;

/** A market's totals after Morpho has accrued it in the block; null where it cannot. */
export type AccruedTotals = MarketTotals | null;

/** The parameters of a market as Morpho's functions take them. */
export function marketParamsOf({ key }: Pick<ComparedMarket, "key">) {
  const { loanToken, collateralToken, oracle, irm, lltvWad } = key;
  return { loanToken, collateralToken, oracle, irm, lltv: lltvWad };
}

/** A call that makes Morpho accrue a market. */
export function accrual(compared: Pick<ComparedMarket, "key">): { to: Hex; data: Hex } {
  return {
    to: compared.key.morpho,
    data: encodeFunctionData({
      abi: morphoBlueViewsAbi,
      functionName: "accrueInterest",
      args: [marketParamsOf(compared)],
    }),
  };
}

/** Has Morpho accrue a market and state its totals. */
export async function readAccruedTotals(
  compared: Pick<ComparedMarket, "contracts" | "block" | "key">,
): Promise<AccruedTotals> {
  const { contracts, block, key } = compared;
  const accrued = await contracts.attempt({
    block,
    address: key.morpho,
    abi: morphoBlueViewsAbi,
    functionName: "market",
    args: [key.market],
    before: [accrual(compared)],
  });
  if (!accrued.succeeded) return null;
  const [totalSupplyAssets, totalSupplyShares, totalBorrowAssets, totalBorrowShares] =
    accrued.value;
  return { totalSupplyAssets, totalSupplyShares, totalBorrowAssets, totalBorrowShares };
}

/** A market's parameters, its totals as stored, and its totals accrued to the block. */
export async function marketChecks(compared: ComparedMarket): Promise<ParityCheck[]> {
  const { contracts, block, key, market, stored: row } = compared;
  const at = { block, address: key.morpho, abi: morphoBlueViewsAbi, args: [key.market] } as const;
  const [stored, params, accrued] = await Promise.all([
    contracts.read({ ...at, functionName: "market" }),
    contracts.read({ ...at, functionName: "idToMarketParams" }),
    compared.accrued,
  ]);
  const check = (what: string, indexed: ParityValue, contract: ParityValue | undefined) => ({
    marketId: `morpho-blue:${key.market}`,
    account: null,
    what,
    indexed,
    contract: contract ?? null,
  });
  const of = (field: string) => `Morpho.market(${key.market}).${field}`;
  const totals = [
    "totalSupplyAssets",
    "totalSupplyShares",
    "totalBorrowAssets",
    "totalBorrowShares",
  ] as const;
  return [
    ...(["loanToken", "collateralToken", "oracle", "irm"] as const).map((field, index) =>
      check(
        `Morpho.idToMarketParams(${key.market}).${field}`,
        key[field],
        params?.[index]?.toString().toLowerCase(),
      ),
    ),
    check(`Morpho.idToMarketParams(${key.market}).lltv`, key.lltvWad, params?.[4]),
    ...totals.map((field, index) => check(of(field), row?.[field] ?? 0n, stored?.[index])),
    // Without a rate model it moves with calls that log nothing, and no amount depends on it.
    ...(key.irm === zeroAddress
      ? []
      : [check(of("lastUpdate"), BigInt(row?.lastUpdateSeconds ?? 0), stored?.[4])]),
    check(of("fee"), row?.feeWad ?? 0n, stored?.[5]),
    ...totals.map((field) =>
      check(`${of(field)} after accrueInterest`, market.totals[field], accrued?.[field]),
    ),
  ];
}

/** The totals of the markets as stored at the block. One query. */
export function readStoredTotals({
  facts,
  chain,
  block,
  markets,
}: Pick<ReadPlace, "facts" | "chain" | "block"> & {
  markets: Iterable<Hex>;
}): Promise<StoredTotals[]> {
  return facts
    .selectDistinctOn([morphoBlueTotalsVersion.morpho, morphoBlueTotalsVersion.market])
    .from(morphoBlueTotalsVersion)
    .where(
      and(
        eq(morphoBlueTotalsVersion.chainId, chain.chainId),
        anyOf(morphoBlueTotalsVersion.market, markets),
        lte(morphoBlueTotalsVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      morphoBlueTotalsVersion.morpho,
      morphoBlueTotalsVersion.market,
      desc(morphoBlueTotalsVersion.blockNumber),
    );
}
