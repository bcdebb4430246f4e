import type { AccountMarket } from "../../core/position.ts";
import type { MarketRequest } from "../protocol-adapter.ts";
import { marketOfStanding } from "./account-market.ts";
import { venusMarketId } from "./deployments.ts";
import type { Holding } from "./pool-standing.ts";
import { readAccountRows } from "./read-accounts.ts";
import { readMarkets } from "./read-markets.ts";
import { readPrices } from "./read-prices.ts";
import { noAccount } from "./state.ts";

/** An account's standing in a pool, over all of its markets and with all of their prices. */
export async function readMarket(place: MarketRequest): Promise<AccountMarket[]> {
  const { chain, account, marketId, remember } = place;
  const deployment = chain.venus.find((one) => venusMarketId(one) === marketId);
  if (deployment === undefined) return [];
  const read = () => readMarkets(place);
  const all = await (remember === undefined ? read() : remember("markets", read));
  const markets = all.filter((market) => market.deployment.id === deployment.id);
  if (markets.length === 0) return [];
  const rows = await readAccountRows({ ...place, accounts: [account] });
  const holdings = markets
    .map((market): Holding => {
      const row = rows.find(({ vToken }) => vToken === market.vToken.token);
      return { market, row: row ?? noAccount };
    })
    .filter(({ market, row }) => market.isListed || row !== noAccount);
  const prices = await readPrices({ ...place, markets: holdings.map(({ market }) => market) });
  return [marketOfStanding({ account, chainId: chain.chainId, deployment, holdings, prices })];
}
