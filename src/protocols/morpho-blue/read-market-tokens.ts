import { and, eq } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { FactsPlace } from "../holdings-reader.ts";
import { incompleteMarket, keyName, type MarketKey } from "./read-markets.ts";
import { morphoBlueMarket } from "./schema.ts";

export type MarketTokens = { loanToken: Address; collateralToken: Address };

/**
 * The tokens of the named markets, which never change: the same object for everybody in a market.
 * @throws BallastError `morpho-blue-market-incomplete` for a market that was never made.
 */
export async function readMarketTokens(
  { facts, chain }: FactsPlace,
  keys: readonly MarketKey[],
): Promise<(key: MarketKey) => MarketTokens> {
  const rows =
    keys.length === 0
      ? []
      : await facts
          .select({
            morpho: morphoBlueMarket.morpho,
            market: morphoBlueMarket.market,
            loanToken: morphoBlueMarket.loanToken,
            collateralToken: morphoBlueMarket.collateralToken,
          })
          .from(morphoBlueMarket)
          .where(
            and(
              eq(morphoBlueMarket.chainId, chain.chainId),
              anyOf(morphoBlueMarket.market, new Set(keys.map(({ market }) => market))),
            ),
          );
  const tokens = new Map(
    rows.map(({ loanToken, collateralToken, ...key }) => [
      keyName(key),
      { loanToken, collateralToken },
    ]),
  );
  return (key) => {
    const found = tokens.get(keyName(key));
    if (found === undefined) throw incompleteMarket(key);
    return found;
  };
}
