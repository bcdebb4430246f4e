import { ponder } from "ponder:registry";
import type { Address } from "viem";
import type { IndexingContext } from "../../indexing-context.ts";
import { findMarket, updateMarket } from "./books.ts";
import { interestAccrued, type MarketFacts } from "./state.ts";

type Place = { log: { address: Address }; block: { number: bigint; timestamp: bigint } };
type Market = MarketFacts & { listedAtBlock: bigint };

/**
 * Interest, reserves and the factors that a vToken keeps itself. All of these can be before its
 * listing, which reads what they left.
 */
export function registerInterest(): void {
  ponder.on("VenusVToken:AccrueInterest", ({ event, context }) =>
    changeMarket(context, event, (market) => ({
      ...interestAccrued(market, event.args),
      accruedAtBlock: event.block.number,
      accruedAtSeconds: event.block.timestamp,
    })),
  );

  ponder.on("VenusVToken:ReservesAdded", ({ event, context }) =>
    changeReserves(context, event, event.args.addAmount),
  );
  ponder.on("VenusVToken:SpreadReservesReduced", ({ event, context }) =>
    changeReserves(context, event, -event.args.reduceAmount),
  );

  ponder.on("VenusVToken:NewReserveFactor", ({ event, context }) =>
    changeMarket(context, event, () => ({
      reserveFactorWad: event.args.newReserveFactorMantissa,
    })),
  );
  ponder.on("VenusVToken:NewProtocolSeizeShare", ({ event, context }) =>
    changeMarket(context, event, () => ({
      protocolSeizeShareWad: event.args.newProtocolSeizeShareMantissa,
    })),
  );
}

function changeReserves(context: IndexingContext, event: Place, added: bigint): Promise<void> {
  return changeMarket(context, event, ({ totalReserves, listedAtBlock }) =>
    // What was read at the listing is of the end of that block.
    listedAtBlock === event.block.number ? {} : { totalReserves: totalReserves + added },
  );
}

async function changeMarket(
  context: IndexingContext,
  { log, block }: Place,
  change: (market: Market) => Partial<MarketFacts>,
): Promise<void> {
  const market = await findMarket(context, log.address);
  if (market === null) return;
  await updateMarket(context, { market, blockNumber: block.number, change: change(market) });
}
