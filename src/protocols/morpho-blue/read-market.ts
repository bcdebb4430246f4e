import { and, eq, lte } from "drizzle-orm";
import { anyOf } from "../../core/any-of.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { MarketRequest } from "../protocol-adapter.ts";
import { morphoBlueMarketId, readAccountMarket } from "./account-market.ts";
import { type MarketKey, readMarkets } from "./read-markets.ts";
import { morphosOf, readPositions } from "./read-positions.ts";
import { morphoBlueMarket } from "./schema.ts";
import { noPosition } from "./state.ts";

/** An account's standing in a market, with Morpho's rule on it. */
export async function readMarket(place: MarketRequest): Promise<AccountMarket[]> {
  const key = await findMarket(place);
  if (key === undefined) return [];
  const { account } = place;
  const [market] = await readMarkets({ ...place, keys: [key] });
  if (market === undefined) return [];
  const positions = await readPositions({ ...place, accounts: [account] });
  const position =
    positions.find((one) => one.morpho === key.morpho && one.market === key.market) ?? noPosition;
  return [await readAccountMarket({ ...place, market, position })];
}

async function findMarket(place: MarketRequest): Promise<MarketKey | undefined> {
  const { facts, chain, block, marketId } = place;
  const id = marketId.slice(morphoBlueMarketId("0x").length - "0x".length);
  if (!/^0x[0-9a-f]{64}$/.test(id)) return undefined;
  const [row] = await facts
    .select({ morpho: morphoBlueMarket.morpho, market: morphoBlueMarket.market })
    .from(morphoBlueMarket)
    .where(
      and(
        eq(morphoBlueMarket.chainId, chain.chainId),
        anyOf(morphoBlueMarket.morpho, morphosOf(place)),
        eq(morphoBlueMarket.market, id as MarketKey["market"]),
        lte(morphoBlueMarket.blockNumber, block.number),
      ),
    );
  return row;
}
