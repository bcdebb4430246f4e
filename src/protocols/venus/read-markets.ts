import { and, asc, desc, eq, lte, type SQL } from "drizzle-orm";
import type { Address } from "viem";
import type { VenusDeployment } from "../../../config/network.ts";
import { anyOf } from "../../core/any-of.ts";
import { readTokens, type TokenFacts } from "../../tokens/read-tokens.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { type MarketRates, readRates } from "./read-rates.ts";
import { venusMarket, venusMarketVersion, venusPoolVersion } from "./schema.ts";
import type { MarketFacts } from "./state.ts";

type MarketToken = TokenFacts & { token: Address };

/** A vToken at a block: its books, and its rates as they are stored and as an accrual would leave them. */
export type Market = MarketFacts & {
  deployment: VenusDeployment;
  vToken: MarketToken;
  underlying: MarketToken;
  /** Null where the pool has none. */
  oracle: Address | null;
  rates: MarketRates;
};

export type PoolRules = typeof venusPoolVersion.$inferSelect;

/** The chain's markets at the block, all or those of the given vTokens, by vToken in order. */
export async function readMarkets(
  place: ReadPlace & { vTokens?: Iterable<Address> },
): Promise<Market[]> {
  const { facts, chain, block, vTokens } = place;
  const listed = await readListedMarkets(place, vTokens && anyOf(venusMarket.vToken, vTokens));
  const versions = await facts
    .selectDistinctOn([venusMarketVersion.vToken])
    .from(venusMarketVersion)
    .where(
      and(
        eq(venusMarketVersion.chainId, chain.chainId),
        anyOf(
          venusMarketVersion.vToken,
          listed.map(({ vToken }) => vToken),
        ),
        lte(venusMarketVersion.blockNumber, block.number),
      ),
    )
    .orderBy(venusMarketVersion.vToken, desc(venusMarketVersion.blockNumber));
  const pools = await readPools(place);
  const tokens = await readTokens({
    ...place,
    addresses: listed.flatMap(({ vToken, underlying }) => [vToken, underlying]),
  });
  const tokenAt = (token: Address): MarketToken => ({
    token,
    ...(tokens.get(token) ?? { symbol: token, decimals: 0 }),
  });
  const markets = await Promise.all(
    versions.map(async (version): Promise<Market[]> => {
      const constants = listed.find(({ vToken }) => vToken === version.vToken)!;
      const deployment = chain.venus.find(
        ({ comptroller }) => comptroller.toLowerCase() === constants.comptroller,
      );
      if (deployment === undefined) return [];
      const rates = await readRates({ ...place, vToken: version.vToken, market: version });
      return [
        {
          ...version,
          deployment,
          vToken: tokenAt(version.vToken),
          underlying: tokenAt(constants.underlying),
          oracle: pools.get(constants.comptroller)?.oracle ?? null,
          rates,
        },
      ];
    }),
  );
  return markets.flat();
}

/** The vTokens that are listed at the block, or were before it. */
export async function readVTokens(
  place: Pick<ReadPlace, "facts" | "chain" | "block"> & { addresses: readonly Address[] },
): Promise<Set<Address>> {
  if (place.chain.venus.length === 0 || place.addresses.length === 0) return new Set();
  const listed = await readListedMarkets(place, anyOf(venusMarket.vToken, place.addresses));
  return new Set(listed.map(({ vToken }) => vToken));
}

/** The vTokens that meet the condition, all without one, as they were listed up to the block. */
export function readListedMarkets(
  { facts, chain, block }: Pick<ReadPlace, "facts" | "chain" | "block">,
  condition: SQL | undefined,
) {
  return facts
    .select({
      vToken: venusMarket.vToken,
      comptroller: venusMarket.comptroller,
      underlying: venusMarket.underlying,
    })
    .from(venusMarket)
    .where(
      and(
        eq(venusMarket.chainId, chain.chainId),
        lte(venusMarket.listedAtBlock, block.number),
        condition,
      ),
    )
    .orderBy(asc(venusMarket.vToken));
}

/** What each Comptroller of the chain rules at the block, by its address. */
export async function readPools({
  facts,
  chain,
  block,
}: Pick<ReadPlace, "facts" | "chain" | "block">): Promise<ReadonlyMap<Address, PoolRules>> {
  const rows = await facts
    .selectDistinctOn([venusPoolVersion.comptroller])
    .from(venusPoolVersion)
    .where(
      and(
        eq(venusPoolVersion.chainId, chain.chainId),
        lte(venusPoolVersion.blockNumber, block.number),
      ),
    )
    .orderBy(venusPoolVersion.comptroller, desc(venusPoolVersion.blockNumber));
  return new Map(rows.map((row) => [row.comptroller, row]));
}
