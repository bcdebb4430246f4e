import {
  perpV2Balance,
  perpV2BalanceVersion,
  perpV2Order,
  perpV2OrderVersion,
  perpV2Owed,
  perpV2OwedVersion,
  perpV2Taker,
  perpV2TakerVersion,
} from "ponder:schema";
import type { Address } from "viem";
import type { IndexingContext } from "../../indexing-context.ts";
import { noOrder, noTaker, type Order, type Taker } from "./state.ts";

/** Whose books change in which clearing house, and the block in which they do. */
export type Entry = { house: Address; account: Address; blockNumber: bigint };

export async function readBalance(
  context: IndexingContext,
  { house, account, token }: Pick<Entry, "house" | "account"> & { token: Address },
): Promise<bigint> {
  const key = { chainId: context.chain.id, house, account, token };
  return (await context.db.find(perpV2Balance, key))?.amount ?? 0n;
}

export async function storeBalance(
  context: IndexingContext,
  parameters: Entry & { token: Address; amount: bigint },
): Promise<void> {
  const { house, account, blockNumber, token, amount } = parameters;
  const key = { chainId: context.chain.id, house, account, token };
  await context.db
    .insert(perpV2Balance)
    .values({ ...key, amount })
    .onConflictDoUpdate({ amount });
  await context.db
    .insert(perpV2BalanceVersion)
    .values({ ...key, blockNumber, amount })
    .onConflictDoUpdate({ amount });
}

/** Adds to an account's balance of a token in the vault. */
export async function addToBalance(
  context: IndexingContext,
  parameters: Entry & { token: Address; change: bigint },
): Promise<void> {
  const { change, ...place } = parameters;
  const amount = (await readBalance(context, place)) + change;
  await storeBalance(context, { ...place, amount });
}

export async function readOwed(
  context: IndexingContext,
  { house, account }: Pick<Entry, "house" | "account">,
): Promise<bigint> {
  const key = { chainId: context.chain.id, house, account };
  return (await context.db.find(perpV2Owed, key))?.owedRealizedPnlWad ?? 0n;
}

export async function storeOwed(
  context: IndexingContext,
  parameters: Entry & { owedRealizedPnlWad: bigint },
): Promise<void> {
  const { house, account, blockNumber, owedRealizedPnlWad } = parameters;
  const key = { chainId: context.chain.id, house, account };
  await context.db
    .insert(perpV2Owed)
    .values({ ...key, owedRealizedPnlWad })
    .onConflictDoUpdate({ owedRealizedPnlWad });
  await context.db
    .insert(perpV2OwedVersion)
    .values({ ...key, blockNumber, owedRealizedPnlWad })
    .onConflictDoUpdate({ owedRealizedPnlWad });
}

type TakerRow = Taker & { orders: number; changedBlockNumber: bigint; changedLogIndex: number };

const noTakerRow: TakerRow = {
  ...noTaker,
  orders: 0,
  changedBlockNumber: 0n,
  changedLogIndex: 0,
};

/** Changes what an account has in a market. */
export async function updateTaker(
  context: IndexingContext,
  parameters: Entry & { baseToken: Address; change: (row: TakerRow) => Partial<TakerRow> },
): Promise<void> {
  const { house, account, blockNumber, baseToken, change } = parameters;
  const key = { chainId: context.chain.id, house, account, baseToken };
  const before: TakerRow = (await context.db.find(perpV2Taker, key)) ?? noTakerRow;
  const { sizeWad, openNotionalWad, orders, changedBlockNumber, changedLogIndex } = {
    ...before,
    ...change(before),
  };
  const row = { sizeWad, openNotionalWad, orders };
  const place = { changedBlockNumber, changedLogIndex };
  await context.db
    .insert(perpV2Taker)
    .values({ ...key, ...row, ...place })
    .onConflictDoUpdate({ ...row, ...place });
  await context.db
    .insert(perpV2TakerVersion)
    .values({ ...key, blockNumber, ...row })
    .onConflictDoUpdate(row);
}

/** Changes a maker's range. @returns how many ranges more or fewer the maker has in the market. */
export async function updateOrder(
  context: IndexingContext,
  parameters: Entry & {
    baseToken: Address;
    lowerTick: number;
    upperTick: number;
    change: (order: Order) => Order;
  },
): Promise<number> {
  const { house, account, blockNumber, baseToken, lowerTick, upperTick, change } = parameters;
  const key = { chainId: context.chain.id, house, account, baseToken, lowerTick, upperTick };
  const before = (await context.db.find(perpV2Order, key)) ?? noOrder;
  const { liquidity, baseDebtWad, quoteDebtWad } = change(before);
  const row = { liquidity, baseDebtWad, quoteDebtWad };
  await context.db
    .insert(perpV2Order)
    .values({ ...key, ...row })
    .onConflictDoUpdate(row);
  await context.db
    .insert(perpV2OrderVersion)
    .values({ ...key, blockNumber, ...row })
    .onConflictDoUpdate(row);
  return Number(liquidity > 0n) - Number(before.liquidity > 0n);
}
