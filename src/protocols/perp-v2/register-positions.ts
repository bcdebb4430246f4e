import { ponder } from "ponder:registry";
import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import { type Entry, readOwed, storeOwed, updateOrder, updateTaker } from "./books.ts";
import { deploymentOf, lowerCase } from "./deployments.ts";
import { changeOrder, changeTaker, isDust, noTaker } from "./state.ts";

/** What each account has in each market, as a taker and as a maker, and what it is owed. */
export function registerPositions(network: Network): void {
  const entryOf = (
    event: { block: { number: bigint }; log: { address: Address } },
    chainId: number,
    account: Address,
  ): Entry => {
    const { clearingHouse } = deploymentOf(network, { chainId, contract: event.log.address });
    return { house: lowerCase(clearingHouse), account, blockNumber: event.block.number };
  };

  ponder.on("PerpV2AccountBalance:PnlRealized", async ({ event, context }) => {
    const { trader, amount } = event.args;
    const entry = entryOf(event, context.chain.id, trader);
    const owedRealizedPnlWad = (await readOwed(context, entry)) + amount;
    await storeOwed(context, { ...entry, owedRealizedPnlWad });
  });

  ponder.on("PerpV2ClearingHouse:PositionChanged", async ({ event, context }) => {
    const { trader, baseToken } = event.args;
    await updateTaker(context, {
      ...entryOf(event, context.chain.id, trader),
      baseToken,
      change: (taker) => ({
        ...changeTaker({ taker, orders: taker.orders, event: event.args }),
        changedBlockNumber: event.block.number,
        changedLogIndex: event.log.logIndex,
      }),
    });
  });

  ponder.on("PerpV2ClearingHouse:PositionClosed", async ({ event, context }) => {
    const { trader, baseToken } = event.args;
    const entry = entryOf(event, context.chain.id, trader);
    await updateTaker(context, { ...entry, baseToken, change: () => noTaker });
  });

  ponder.on("PerpV2ClearingHouse:LiquidityChanged", async ({ event, context }) => {
    const { maker, baseToken, lowerTick, upperTick } = event.args;
    const entry = entryOf(event, context.chain.id, maker);
    const more = await updateOrder(context, {
      ...{ ...entry, baseToken, lowerTick, upperTick },
      change: (order) => changeOrder(order, event.args),
    });
    await updateTaker(context, {
      ...entry,
      baseToken,
      change(taker) {
        const orders = taker.orders + more;
        // removeLiquidity says so right after its PositionChanged, at which the range was gone already.
        const isRemoval =
          taker.changedBlockNumber === event.block.number &&
          taker.changedLogIndex === event.log.logIndex - 1;
        const isDeleted = isRemoval && orders === 0 && isDust(taker);
        return { orders, ...(isDeleted ? noTaker : {}) };
      },
    });
  });
}
