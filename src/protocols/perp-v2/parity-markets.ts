import type { Address } from "viem";
import {
  perpV2AccountBalanceAbi,
  perpV2ExchangeAbi,
  perpV2OrderBookAbi,
} from "../../../abis/perp-v2.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { lowerCase, perpV2MarketId } from "./deployments.ts";
import { createParityList } from "./parity-list.ts";
import type { Standing } from "./read-accounts.ts";
import { noTaker, withoutDust } from "./state.ts";
import { positionValueWad } from "./valuation.ts";

/** An account in every market that the registry or the contract's own list of its tokens knows. */
export async function marketChecks(
  { contracts, block }: ReadPlace,
  standing: Standing,
): Promise<ParityCheck[]> {
  const { account, house } = standing;
  const { accountBalance, exchange, orderBook } = house.deployment;
  const marketId = perpV2MarketId(house.deployment);
  const books = { block, address: accountBalance, abi: perpV2AccountBalanceAbi } as const;
  const orders = { block, address: orderBook, abi: perpV2OrderBookAbi } as const;
  const registered = await contracts.read({
    ...books,
    functionName: "getBaseTokens",
    args: [account],
  });
  const baseTokens = new Set([...house.markets.keys(), ...(registered ?? []).map(lowerCase)]);
  const ofMarket = async (baseToken: Address): Promise<ParityCheck[]> => {
    const args = [account, baseToken] as const;
    const symbol = house.markets.get(baseToken)?.symbol ?? baseToken;
    const list = createParityList({ marketId, account });
    const check: typeof list.check = (what, indexed, contract) =>
      list.check(`${what} in ${symbol}`, indexed, contract);
    const one = standing.markets.find(({ market }) => market.baseToken === baseToken);
    const taker = one?.taker ?? noTaker;
    const [info, ids] = await Promise.all([
      contracts.read({ ...books, functionName: "getAccountInfo", args }),
      contracts.read({ ...orders, functionName: "getOpenOrderIds", args }),
    ]);
    check(
      "AccountBalance.getAccountInfo().takerPositionSize",
      taker.sizeWad,
      info?.takerPositionSize ?? null,
    );
    check(
      "AccountBalance.getTakerPositionSize()",
      withoutDust(taker.sizeWad),
      contracts.read({ ...books, functionName: "getTakerPositionSize", args }),
    );
    check(
      "AccountBalance.getTakerOpenNotional()",
      taker.openNotionalWad,
      contracts.read({ ...books, functionName: "getTakerOpenNotional", args }),
    );
    const ranges = one?.ranges ?? [];
    check(
      "OrderBook.getOpenOrderIds().length",
      BigInt(ranges.length),
      ids === null ? null : BigInt(ids.length),
    );
    const stored = await Promise.all(
      ranges.map(({ lowerTick, upperTick }) =>
        contracts.read({
          ...orders,
          functionName: "getOpenOrder",
          args: [...args, lowerTick, upperTick],
        }),
      ),
    );
    for (const [index, range] of ranges.entries()) {
      const { lowerTick, upperTick, liquidity, baseDebtWad, quoteDebtWad } = range;
      const order = stored[index] ?? null;
      const what = `OrderBook.getOpenOrder(${lowerTick}, ${upperTick})`;
      check(`${what}.liquidity`, liquidity, order?.liquidity ?? null);
      check(`${what}.baseDebt`, baseDebtWad, order?.baseDebt ?? null);
      check(`${what}.quoteDebt`, quoteDebtWad, order?.quoteDebt ?? null);
    }
    const exposure = one === undefined ? noExposure : one.exposure;
    if (exposure === null) return list.all();
    check(
      "AccountBalance.getBase()",
      exposure.baseBalanceWad,
      contracts.read({ ...books, functionName: "getBase", args }),
    );
    check(
      "AccountBalance.getQuote()",
      exposure.quoteBalanceWad,
      contracts.read({ ...books, functionName: "getQuote", args }),
    );
    check(
      "AccountBalance.getTotalPositionSize()",
      exposure.sizeWad,
      contracts.read({ ...books, functionName: "getTotalPositionSize", args }),
    );
    check(
      "AccountBalance.getTotalOpenNotional()",
      exposure.openNotionalWad,
      contracts.read({ ...books, functionName: "getTotalOpenNotional", args }),
    );
    check(
      "AccountBalance.getTotalPositionValue()",
      positionValueWad(exposure),
      contracts.read({ ...books, functionName: "getTotalPositionValue", args }),
    );
    const funding = await contracts.read({
      ...{ block, address: exchange, abi: perpV2ExchangeAbi, args },
      functionName: "getPendingFundingPayment",
    });
    // Who has nothing in a market owes it no funding, also while a price stops the contract's view.
    if (one !== undefined || funding !== null)
      check("Exchange.getPendingFundingPayment()", exposure.pendingFundingWad, funding);
    return list.all();
  };
  return (await Promise.all([...baseTokens].map(ofMarket))).flat();
}

const noExposure = {
  ...{ sizeWad: 0n, openNotionalWad: 0n, baseBalanceWad: 0n, quoteBalanceWad: 0n },
  ...{ pendingFundingWad: 0n, priceWad: null },
};
