import type { Address } from "viem";
import { BPS } from "../../core/fixed-point.ts";
import { COUNTS_NOTHING, LEAST_SCREENED_DECIMALS } from "../holdings-reader.ts";
import type { Pool } from "./read-pools.ts";
import { BASE_UNIT_DECIMALS, priceInForce } from "./valuation.ts";

/** A basis point of an average of less than this is more than a screened health may be wrong by. */
const LEAST_AVERAGED_BPS = 1_000n;

/** `income` and `debt`: whole tokens of a scaled balance. Price and threshold are those in the e-mode. */
type Factor = {
  what: "income" | "debt" | "price" | "threshold";
  pool: Address;
  asset: Address;
  categoryId: number;
};

export function factorName({ what, pool, asset, categoryId }: Factor): string {
  const isOfAccount = what === "price" || what === "threshold";
  return [what, pool, asset, ...(isOfAccount ? [categoryId] : [])].join("/");
}

/** The factors of that name; a market whose verdict the pool does not give has no prices. */
export function readPoolFactors(
  pools: readonly Pool[],
  names: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const factors = new Map([[COUNTS_NOTHING, 0]]);
  for (const name of names) {
    const [what, address, asset, categoryId] = name.split("/");
    const pool = pools.find((one) => one.address === address);
    const value =
      pool === undefined ? null : factorOf(pool, what as Factor["what"], asset, Number(categoryId));
    if (value !== null) factors.set(name, value);
  }
  return factors;
}

function factorOf(
  pool: Pool,
  what: Factor["what"],
  asset: string | undefined,
  categoryId: number,
): number | null {
  const reserve = pool.reserves.find((one) => one.asset === asset);
  if (reserve === undefined || reserve.decimals < LEAST_SCREENED_DECIMALS) return null;
  const eMode = pool.eModes.get(categoryId) ?? null;
  switch (what) {
    case "income":
      return wholeTokens(reserve.incomeRay, reserve.decimals);
    case "debt":
      return wholeTokens(reserve.debtIndexRay, reserve.decimals);
    case "price": {
      const price = pool.stableDebtSymbols.length > 0 ? null : priceInForce(reserve, eMode);
      return price === null ? null : Number(price) / 10 ** BASE_UNIT_DECIMALS;
    }
    case "threshold": {
      const { collateralTerms, roundsAverage } = pool.arithmetic.accountRules;
      const terms = collateralTerms(
        {
          asset: reserve.asset,
          ltvBps: BigInt(reserve.ltvBps),
          liquidationThresholdBps: BigInt(reserve.liquidationThresholdBps),
        },
        eMode,
      );
      const thresholdBps = terms?.liquidationThresholdBps ?? 0n;
      if (roundsAverage && thresholdBps > 0n && thresholdBps < LEAST_AVERAGED_BPS) return null;
      return Number(thresholdBps) / Number(BPS);
    }
  }
}

/** Of one unit of a scaled balance. */
function wholeTokens(indexRay: bigint, decimals: number): number {
  return Number(indexRay) / 1e27 / 10 ** decimals;
}
