import {
  perpV2AccountBalanceAbi,
  perpV2ExchangeAbi,
  perpV2OrderBookAbi,
} from "../../../abis/perp-v2.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { lowerCase, perpV2MarketId } from "./deployments.ts";
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
  const checks: ParityCheck[] = [];
  for (const baseToken of baseTokens) {
    const args = [account, baseToken] as const;
    const symbol = house.markets.get(baseToken)?.symbol ?? baseToken;
    const check = (what: string, indexed: ParityValue, contract: ParityValue) => {
      checks.push({ marketId, account, what: `${what} in ${symbol}`, indexed, contract });
    };
    const one = standing.markets.find(({ market }) => market.baseToken === baseToken);
    const taker = one?.taker ?? noTaker;
    const info = await contracts.read({ ...books, functionName: "getAccountInfo", args });
    check(
      "AccountBalance.getAccountInfo().takerPositionSize",
      taker.sizeWad,
      info?.takerPositionSize ?? null,
    );
    check(
      "AccountBalance.getTakerPositionSize()",
      withoutDust(taker.sizeWad),
      await contracts.read({ ...books, functionName: "getTakerPositionSize", args }),
    );
    check(
      "AccountBalance.getTakerOpenNotional()",
      taker.openNotionalWad,
      await contracts.read({ ...books, functionName: "getTakerOpenNotional", args }),
    );
    const ids = await contracts.read({ ...orders, functionName: "getOpenOrderIds", args });
    const ranges = one?.ranges ?? [];
    check(
      "OrderBook.getOpenOrderIds().length",
      BigInt(ranges.length),
      ids === null ? null : BigInt(ids.length),
    );
    for (const { lowerTick, upperTick, liquidity, baseDebtWad, quoteDebtWad } of ranges) {
      const order = await contracts.read({
        ...orders,
        functionName: "getOpenOrder",
        args: [...args, lowerTick, upperTick],
      });
      const what = `OrderBook.getOpenOrder(${lowerTick}, ${upperTick})`;
      check(`${what}.liquidity`, liquidity, order?.liquidity ?? null);
      check(`${what}.baseDebt`, baseDebtWad, order?.baseDebt ?? null);
      check(`${what}.quoteDebt`, quoteDebtWad, order?.quoteDebt ?? null);
    }
    const exposure = one === undefined ? noExposure : one.exposure;
    if (exposure === null) continue;
    check(
      "AccountBalance.getBase()",
      exposure.baseBalanceWad,
      await contracts.read({ ...books, functionName: "getBase", args }),
    );
    check(
      "AccountBalance.getQuote()",
      exposure.quoteBalanceWad,
      await contracts.read({ ...books, functionName: "getQuote", args }),
    );
    check(
      "AccountBalance.getTotalPositionSize()",
      exposure.sizeWad,
      await contracts.read({ ...books, functionName: "getTotalPositionSize", args }),
    );
    check(
      "AccountBalance.getTotalOpenNotional()",
      exposure.openNotionalWad,
      await contracts.read({ ...books, functionName: "getTotalOpenNotional", args }),
    );
    check(
      "AccountBalance.getTotalPositionValue()",
      positionValueWad(exposure),
      await contracts.read({ ...books, functionName: "getTotalPositionValue", args }),
    );
    check(
      "Exchange.getPendingFundingPayment()",
      exposure.pendingFundingWad,
      await contracts.read({
        ...{ block, address: exchange, abi: perpV2ExchangeAbi, args },
        functionName: "getPendingFundingPayment",
      }),
    );
  }
  return checks;
}

const noExposure = {
  ...{ sizeWad: 0n, openNotionalWad: 0n, baseBalanceWad: 0n, quoteBalanceWad: 0n },
  ...{ pendingFundingWad: 0n, priceWad: null },
};
