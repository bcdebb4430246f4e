import { and, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import type { FactsPlace } from "../holdings-reader.ts";
import { aaveV3MarketId } from "./deployments.ts";
import { aaveV3ReserveVersion } from "./schema.ts";

/** What a token of a pool stands for. */
export type ReserveToken = {
  pool: Address;
  marketId: string;
  asset: Address;
  side: "collateral" | "debt";
};

/** The aTokens and variable debt tokens of the chain's pools at the block, remembered with it. */
export function readReserveTokens(place: FactsPlace): Promise<ReadonlyMap<Address, ReserveToken>> {
  const { facts, chain, block, remember } = place;
  const read = async (): Promise<ReadonlyMap<Address, ReserveToken>> => {
    const rows = await facts
      .selectDistinct({
        pool: aaveV3ReserveVersion.pool,
        asset: aaveV3ReserveVersion.asset,
        aToken: aaveV3ReserveVersion.aToken,
        variableDebtToken: aaveV3ReserveVersion.variableDebtToken,
      })
      .from(aaveV3ReserveVersion)
      .where(
        and(
          eq(aaveV3ReserveVersion.chainId, chain.chainId),
          lte(aaveV3ReserveVersion.blockNumber, block.number),
        ),
      );
    const tokens = new Map<Address, ReserveToken>();
    for (const { pool, asset, aToken, variableDebtToken } of rows) {
      const market = chain.aaveV3.find((one) => one.pool.toLowerCase() === pool);
      if (market === undefined) continue;
      const reserve = { pool, marketId: aaveV3MarketId(market), asset };
      tokens.set(aToken, { ...reserve, side: "collateral" });
      tokens.set(variableDebtToken, { ...reserve, side: "debt" });
    }
    return tokens;
  };
  return remember === undefined ? read() : remember("reserve-tokens", read);
}
