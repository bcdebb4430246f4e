import { and, eq } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { LiquidatedAmount, Liquidation } from "../../core/liquidation.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import { type LiquidationPage, newestFirst, pageCondition } from "../liquidation-page.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { MORPHO_BLUE } from "./account-market.ts";
import { morphoBlueLiquidation, morphoBlueMarket } from "./schema.ts";

/** One for each Liquidate. What it leaves without collateral, the market's suppliers lose at once. */
export async function readMorphoBlueLiquidations(
  place: ReadPlace & { page: LiquidationPage },
): Promise<Liquidation[]> {
  const { facts, chain, page } = place;
  if (chain.morphoBlue.length === 0) return [];
  const [l, m] = [morphoBlueLiquidation, morphoBlueMarket];
  const rows = await facts
    .select()
    .from(l)
    .where(
      and(
        pageCondition(l, place, page),
        page.account === undefined ? undefined : eq(l.account, page.account),
      ),
    )
    .orderBy(...newestFirst(l))
    .limit(page.limit);
  if (rows.length === 0) return [];
  const markets = await facts
    .select()
    .from(m)
    .where(
      and(eq(m.chainId, chain.chainId), anyOf(m.market, new Set(rows.map(({ market }) => market)))),
    );
  const tokens = await readTokens({
    ...place,
    addresses: markets.flatMap(({ loanToken, collateralToken }) => [loanToken, collateralToken]),
  });
  const amountOf = (asset: Address, amount: bigint): LiquidatedAmount => ({
    asset: assetCaip19(chain.chainId, asset),
    ...(tokens.get(asset) ?? { symbol: asset, decimals: 0 }),
    amount,
  });
  return rows.map((row) => {
    const market = markets.find(
      ({ morpho, market }) => morpho === row.morpho && market === row.market,
    );
    if (market === undefined) {
      throw new BallastError(`The index of Morpho's market ${row.market} is incomplete.`, {
        code: "morpho-blue-market-incomplete",
        remedy: "Index this chain anew.",
      });
    }
    const { loanToken, collateralToken } = market;
    return {
      chainId: chain.chainId,
      protocol: MORPHO_BLUE,
      marketId: `${MORPHO_BLUE}:${row.market}`,
      kind: "repayment",
      ...{ blockNumber: row.blockNumber, logIndex: row.logIndex },
      timestampSeconds: row.blockTimestampSeconds,
      transactionHash: row.transactionHash,
      ...{ account: row.account, liquidator: row.liquidator },
      repaid: [amountOf(loanToken, row.repaidAssets)],
      seized: [amountOf(collateralToken, row.seizedAssets)],
      badDebt:
        row.badDebtAssets === 0n
          ? []
          : [{ ...amountOf(loanToken, row.badDebtAssets), borneBy: "suppliers" }],
      causes: [],
    };
  });
}
