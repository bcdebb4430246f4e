import type { Address } from "viem";
import type { PerpV2Deployment } from "../../../config/network.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import { readTokens } from "../../tokens/read-tokens.ts";
import type { Holding, HoldingsReader, ScreenedMarket } from "../holdings-reader.ts";
import { accountMarket } from "./account-market.ts";
import { lowerCase, perpV2MarketId } from "./deployments.ts";
import { readStanding } from "./read-accounts.ts";
import { type Books, readBooks, readChangedAccounts } from "./read-books.ts";
import { readHouses } from "./read-houses.ts";

/** An account's own books that are not of nothing. */
type PerpV2Holding = Holding & {
  chainId: number;
  deployments: readonly PerpV2Deployment[];
  books: Books;
};

/** What a position is worth, what it owes and what is in a range only the contracts know, at the block. */
export const perpV2Holdings: HoldingsReader<PerpV2Holding> = {
  readChangedAccounts: async (place) =>
    place.chain.perpV2.length === 0 ? [] : readChangedAccounts(place),

  async read({ facts, chain, block, accounts }) {
    const { chainId, perpV2: deployments } = chain;
    if (deployments.length === 0) return [];
    const all = await readBooks({ facts, block, accounts });
    const of = <Row extends { account: Address }>(rows: readonly Row[]) =>
      Map.groupBy(rows, ({ account }) => account);
    const balances = of(all.balances.filter(({ amount }) => amount !== 0n));
    const owed = of(all.owed.filter(({ owedRealizedPnlWad }) => owedRealizedPnlWad !== 0n));
    const takers = of(
      all.takers.filter(({ sizeWad, openNotionalWad }) => sizeWad !== 0n || openNotionalWad !== 0n),
    );
    const orders = of(all.orders.filter(({ liquidity }) => liquidity > 0n));
    return accounts.flatMap((account) => {
      const books: Books = {
        balances: balances.get(account) ?? [],
        owed: owed.get(account) ?? [],
        takers: takers.get(account) ?? [],
        orders: orders.get(account) ?? [],
      };
      return Object.values(books).every((rows) => rows.length === 0)
        ? []
        : [{ account, chainId, deployments, books }];
    });
  },

  async marketsOf({ holdings, ...place }) {
    const houses = await readHouses(place);
    const found = await Promise.all(
      holdings.flatMap(({ account, chainId, books }) =>
        houses.map(async (house) =>
          accountMarket(chainId, await readStanding(place, { account, house, books })),
        ),
      ),
    );
    return found.filter((market) => market !== null);
  },

  screen: ({ chainId, deployments, books }) =>
    deployments.flatMap((deployment) => screenHouse(chainId, deployment, books)),

  /** Each is a token, for whole ones of it. */
  async readFactors({ names, ...place }) {
    const tokens = await readTokens({ ...place, addresses: names as ReadonlySet<Address> });
    return new Map([...tokens].map(([address, { decimals }]) => [address, 10 ** -decimals]));
  },
};

/** Only who has nothing but collateral is a sum; whatever makes a requirement or a debt is decided exactly. */
function screenHouse(
  chainId: number,
  deployment: PerpV2Deployment,
  books: Books,
): readonly ScreenedMarket[] {
  const house = lowerCase(deployment.clearingHouse);
  const isHere = (row: { house: Address }) => row.house === house;
  const marketId = perpV2MarketId(deployment);
  const balances = books.balances.filter(isHere);
  const isMore =
    [...books.owed, ...books.takers, ...books.orders].some(isHere) ||
    balances.some(({ amount }) => amount < 0n);
  if (isMore) return [{ marketId }];
  if (balances.length === 0) return [];
  return [
    {
      marketId,
      terms: balances.map(({ token, amount }) => ({
        side: "collateral",
        asset: assetCaip19(chainId, token),
        quantity: Number(amount),
        amountFactor: token,
        weightFactor: null,
        oraclePriceFactor: null,
        pricedBy: null,
      })),
    },
  ];
}
