import type { Address } from "viem";
import {
  perpV2AccountBalanceAbi,
  perpV2ExchangeAbi,
  perpV2OrderBookAbi,
} from "../../../abis/perp-v2.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Books } from "./read-books.ts";
import type { House, Market } from "./read-houses.ts";
import { noTaker, type Order, type Taker, withoutDust } from "./state.ts";
import type { Exposure } from "./valuation.ts";

/** A maker's range, with its ticks. */
export type Range = Order & { lowerTick: number; upperTick: number };

/** What an account has in a market: what logs determine, and what only the contracts know. */
export type MarketStanding = {
  market: Market;
  taker: Taker;
  ranges: readonly Range[];
  /** Null where a contract fails to state a part of it. */
  exposure: Exposure | null;
};

/** An account in a clearing house at a block. */
export type Standing = {
  account: Address;
  house: House;
  /** Raw units by token, the settlement token's signed. None is 0. */
  balances: ReadonlyMap<Address, bigint>;
  owedRealizedPnlWad: bigint;
  markets: readonly MarketStanding[];
};

/** An account in a clearing house. Funding, and what is in a maker's ranges, are the contracts' own. */
export async function readStanding(
  place: Pick<ReadPlace, "contracts" | "block">,
  { account, house, books }: { account: Address; house: House; books: Books },
): Promise<Standing> {
  const of = <Row extends { house: Address; account: Address }>(row: Row) =>
    row.house === house.address && row.account === account;
  const takers = books.takers.filter(of);
  const orders = books.orders.filter((row) => of(row) && row.liquidity > 0n);
  const markets = await Promise.all(
    [...house.markets.values()].map(async (market): Promise<MarketStanding | null> => {
      const inMarket = (row: { baseToken: Address }) => row.baseToken === market.baseToken;
      const { sizeWad, openNotionalWad } = takers.find(inMarket) ?? noTaker;
      const ranges = orders.filter(inMarket);
      if (sizeWad === 0n && openNotionalWad === 0n && ranges.length === 0) return null;
      const taker = { sizeWad, openNotionalWad };
      const exposure = await readExposure(place, { account, house, market, taker, ranges });
      return { market, taker, ranges, exposure };
    }),
  );
  return {
    account,
    house,
    balances: new Map(
      books.balances
        .filter((row) => of(row) && row.amount !== 0n)
        .map(({ token, amount }) => [token, amount]),
    ),
    owedRealizedPnlWad: books.owed.find(of)?.owedRealizedPnlWad ?? 0n,
    markets: markets.filter((market) => market !== null),
  };
}

async function readExposure(
  { contracts, block }: Pick<ReadPlace, "contracts" | "block">,
  parameters: {
    account: Address;
    house: House;
    market: Market;
    taker: Taker;
    ranges: readonly Range[];
  },
): Promise<Exposure | null> {
  const { account, house, market, taker, ranges } = parameters;
  const { accountBalance, exchange, orderBook } = house.deployment;
  const args = [account, market.baseToken] as const;
  const pendingFundingWad = await contracts.read({
    block,
    address: exchange,
    abi: perpV2ExchangeAbi,
    functionName: "getPendingFundingPayment",
    args,
  });
  const common = {
    baseBalanceWad: taker.sizeWad - sum(ranges, ({ baseDebtWad }) => baseDebtWad),
    quoteBalanceWad: taker.openNotionalWad - sum(ranges, ({ quoteDebtWad }) => quoteDebtWad),
    priceWad: market.priceWad,
  };
  if (pendingFundingWad === null) return null;
  if (ranges.length === 0) {
    const { sizeWad, openNotionalWad } = taker;
    const total = { sizeWad: withoutDust(sizeWad), openNotionalWad, pendingFeesWad: 0n };
    return { ...common, ...total, pendingFundingWad };
  }
  const books = { block, address: accountBalance, abi: perpV2AccountBalanceAbi, args } as const;
  const [sizeWad, openNotionalWad, inPool] = await Promise.all([
    contracts.read({ ...books, functionName: "getTotalPositionSize" }),
    contracts.read({ ...books, functionName: "getTotalOpenNotional" }),
    contracts.read({
      block,
      address: orderBook,
      abi: perpV2OrderBookAbi,
      functionName: "getTotalTokenAmountInPoolAndPendingFee",
      args: [...args, false],
    }),
  ]);
  if (sizeWad === null || openNotionalWad === null || inPool === null) return null;
  return { ...common, sizeWad, openNotionalWad, pendingFeesWad: inPool[1], pendingFundingWad };
}

function sum(ranges: readonly Range[], of: (range: Range) => bigint): bigint {
  return ranges.reduce((total, range) => total + of(range), 0n);
}
