import type { Address } from "viem";
import type { ReadPlace } from "../protocol-adapter.ts";
import { rememberEach } from "../remember-each.ts";
import type { Holding } from "./account-market.ts";
import { enteredHoldings } from "./judge-account.ts";
import type { AccountRow } from "./read-accounts.ts";
import { type Market, readMarkets } from "./read-markets.ts";
import { readPrices } from "./read-prices.ts";

/** What one account has in one pool. */
export type PoolHoldings = { account: Address; holdings: readonly Holding[] };

/** What accounts of which these are all rows have in each pool, empty or not, with the prices that judge them. */
export async function poolHoldings(
  place: ReadPlace,
  rows: readonly AccountRow[],
): Promise<{ pools: PoolHoldings[]; prices: ReadonlyMap<Address, bigint | null> }> {
  const markets = await marketsAt(place, new Set(rows.map(({ vToken }) => vToken)));
  const pools = new Map<string, { account: Address; holdings: Holding[] }>();
  for (const row of rows) {
    const market = markets.get(row.vToken);
    if (market === undefined) continue;
    const key = `${row.account}/${market.deployment.comptroller}`;
    const pool = pools.get(key) ?? { account: row.account, holdings: [] };
    pool.holdings.push({ row, market });
    pools.set(key, pool);
  }
  const judged = new Set(
    [...pools.values()].flatMap(({ holdings }) =>
      enteredHoldings(holdings).map(({ market }) => market),
    ),
  );
  return {
    pools: [...pools.values()],
    prices: await readPrices({ ...place, markets: [...judged] }),
  };
}

/** The markets of the vTokens, each remembered with the block. */
export function marketsAt(
  place: ReadPlace,
  vTokens: ReadonlySet<Address>,
): Promise<Map<string, Market>> {
  return rememberEach({
    remember: place.remember,
    name: "markets",
    keys: vTokens,
    async read(missing) {
      const markets = await readMarkets({ ...place, vTokens: missing as readonly Address[] });
      return new Map(markets.map((market) => [market.vToken.token, market]));
    },
  });
}
