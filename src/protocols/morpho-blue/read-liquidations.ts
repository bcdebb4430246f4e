import { and, eq } from "drizzle-orm";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
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
    .where(pageCondition(l, place, page))
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
  const amountOf = createAmountOf(chain.chainId, tokens);
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
      ...loggedLiquidation(row),
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
