import type { Address } from "viem";
import type { VenusDeployment } from "../../../config/network.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { enteredHoldings } from "./judge-account.ts";
import type { Holding } from "./pool-standing.ts";
import { readAccountRows } from "./read-accounts.ts";
import { type Market, readMarkets } from "./read-markets.ts";
import { readPrices } from "./read-prices.ts";

/** What one account has in one pool. */
export type PoolHoldings = {
  account: Address;
  deployment: VenusDeployment;
  holdings: readonly Holding[];
};

/** What the accounts have in each pool, empty or not, with the prices that judge them. */
export async function readHoldings(
  place: ReadPlace & { accounts: readonly Address[] },
): Promise<{ pools: PoolHoldings[]; prices: ReadonlyMap<Address, bigint | null> }> {
  const rows = await readAccountRows(place);
  const markets = await marketsOf(place, new Set(rows.map(({ vToken }) => vToken)));
  const pools = new Map<string, PoolHoldings & { holdings: Holding[] }>();
  for (const row of rows) {
    const market = markets.get(row.vToken);
    if (market === undefined) continue;
    const key = `${row.account}/${market.deployment.comptroller}`;
    const { deployment } = market;
    const pool = pools.get(key) ?? { account: row.account, deployment, holdings: [] };
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

/** The markets of the vTokens, each read once per block. */
export async function marketsOf(
  place: ReadPlace,
  vTokens: ReadonlySet<Address>,
): Promise<Map<Address, Market>> {
  const { remember } = place;
  if (vTokens.size === 0) return new Map();
  const read = () => readMarkets({ ...place, vTokens });
  const name = `markets:${[...vTokens].sort().join()}`;
  const markets = await (remember === undefined ? read() : remember(name, read));
  return new Map(markets.map((market) => [market.vToken.token, market]));
}
