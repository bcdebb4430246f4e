import {
  morphoBluePosition,
  morphoBluePositionVersion,
  morphoBlueTotals,
  morphoBlueTotalsVersion,
} from "ponder:schema";
import type { Address, Hex } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import type { MarketTotals } from "./accrual.ts";
import { type MarketChange, noPosition, requireNotNegative } from "./state.ts";

type MarketKey = { chainId: number; morpho: Address; market: Hex };
type Totals = MarketTotals & { feeWad: bigint; lastUpdateSeconds: number };

/** Applies an event of Morpho to its market and to the account that it names. */
export async function changeMarket(
  context: IndexingContext,
  parameters: {
    event: { block: { number: bigint; timestamp: bigint }; log: { address: Address } };
    market: Hex;
    /** Whether the contract has accrued interest up to the event's block. */
    accrues: boolean;
    account?: Address;
    change?: MarketChange;
    /** A new fee. */
    feeWad?: bigint;
  },
): Promise<void> {
  const { event, market, accrues, account, change } = parameters;
  const key: MarketKey = { chainId: context.chain.id, morpho: event.log.address, market };
  const row = await context.db.find(morphoBlueTotals, key);
  if (row === null) {
    throw new BallastError(`The market ${market} of Morpho ${key.morpho} is not known.`, {
      code: "morpho-blue-market-unknown",
      remedy: "Its CreateMarket lies before the deployment's start block: set that earlier.",
    });
  }
  const { totalSupplyAssets, totalSupplyShares, totalBorrowAssets, totalBorrowShares } = row;
  const totals = { totalSupplyAssets, totalSupplyShares, totalBorrowAssets, totalBorrowShares };
  const place = `market ${market} in block ${event.block.number}`;
  await storeTotals(context, {
    key,
    blockNumber: event.block.number,
    totals: {
      ...requireNotNegative(change?.totals(totals) ?? totals, place),
      feeWad: parameters.feeWad ?? row.feeWad,
      lastUpdateSeconds: accrues ? Number(event.block.timestamp) : row.lastUpdateSeconds,
    },
  });
  if (account === undefined || change === undefined) return;

  const positionKey = { ...key, account };
  const before = (await context.db.find(morphoBluePosition, positionKey)) ?? noPosition;
  const { supplyShares, borrowShares, collateral } = before;
  const position = requireNotNegative(
    change.position({ supplyShares, borrowShares, collateral }),
    `${account} in ${place}`,
  );
  await context.db
    .insert(morphoBluePosition)
    .values({ ...positionKey, ...position })
    .onConflictDoUpdate(position);
  await context.db
    .insert(morphoBluePositionVersion)
    .values({ ...positionKey, blockNumber: event.block.number, ...position })
    .onConflictDoUpdate(position);
}

/** Stores a market's totals as the newest and as those after the block. */
export async function storeTotals(
  context: IndexingContext,
  parameters: { key: MarketKey; blockNumber: bigint; totals: Totals },
): Promise<void> {
  const { key, blockNumber, totals } = parameters;
  await context.db
    .insert(morphoBlueTotals)
    .values({ ...key, ...totals })
    .onConflictDoUpdate(totals);
  await context.db
    .insert(morphoBlueTotalsVersion)
    .values({ ...key, blockNumber, ...totals })
    .onConflictDoUpdate(totals);
}
