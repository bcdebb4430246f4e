import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { BEFORE_ALL_BLOCKS } from "../holdings-reader.ts";
import { readChanged } from "../read-changed.ts";
import {
  perpV2BalanceVersion,
  perpV2OrderVersion,
  perpV2OwedVersion,
  perpV2TakerVersion,
} from "./schema.ts";

/** What some accounts have in the books of the clearing houses at a block. */
export type Books = {
  balances: readonly Omit<typeof perpV2BalanceVersion.$inferSelect, "chainId" | "blockNumber">[];
  owed: readonly Omit<typeof perpV2OwedVersion.$inferSelect, "chainId" | "blockNumber">[];
  takers: readonly Omit<typeof perpV2TakerVersion.$inferSelect, "chainId" | "blockNumber">[];
  orders: readonly Omit<typeof perpV2OrderVersion.$inferSelect, "chainId" | "blockNumber">[];
};

type Asked = { facts: FactsReader; block: BlockReference };

/** The books of some accounts. Four queries. */
export async function readBooks(
  parameters: Asked & { accounts: readonly Address[] },
): Promise<Books> {
  const { facts, block, accounts } = parameters;
  const [b, w, t, o] = [
    perpV2BalanceVersion,
    perpV2OwedVersion,
    perpV2TakerVersion,
    perpV2OrderVersion,
  ];
  const balances = await facts
    .selectDistinctOn([b.house, b.account, b.token], {
      house: b.house,
      account: b.account,
      token: b.token,
      amount: b.amount,
    })
    .from(b)
    .where(
      and(
        eq(b.chainId, block.chainId),
        anyOf(b.account, accounts),
        lte(b.blockNumber, block.number),
      ),
    )
    .orderBy(b.house, b.account, b.token, desc(b.blockNumber));
  const owed = await facts
    .selectDistinctOn([w.house, w.account], {
      house: w.house,
      account: w.account,
      owedRealizedPnlWad: w.owedRealizedPnlWad,
    })
    .from(w)
    .where(
      and(
        eq(w.chainId, block.chainId),
        anyOf(w.account, accounts),
        lte(w.blockNumber, block.number),
      ),
    )
    .orderBy(w.house, w.account, desc(w.blockNumber));
  const takers = await facts
    .selectDistinctOn([t.house, t.account, t.baseToken], {
      house: t.house,
      account: t.account,
      baseToken: t.baseToken,
      sizeWad: t.sizeWad,
      openNotionalWad: t.openNotionalWad,
      orders: t.orders,
    })
    .from(t)
    .where(
      and(
        eq(t.chainId, block.chainId),
        anyOf(t.account, accounts),
        lte(t.blockNumber, block.number),
      ),
    )
    .orderBy(t.house, t.account, t.baseToken, desc(t.blockNumber));
  const orders = await facts
    .selectDistinctOn([o.house, o.account, o.baseToken, o.lowerTick, o.upperTick], {
      house: o.house,
      account: o.account,
      baseToken: o.baseToken,
      lowerTick: o.lowerTick,
      upperTick: o.upperTick,
      liquidity: o.liquidity,
      baseDebtWad: o.baseDebtWad,
      quoteDebtWad: o.quoteDebtWad,
    })
    .from(o)
    .where(
      and(
        eq(o.chainId, block.chainId),
        anyOf(o.account, accounts),
        lte(o.blockNumber, block.number),
      ),
    )
    .orderBy(o.house, o.account, o.baseToken, o.lowerTick, o.upperTick, desc(o.blockNumber));
  return { balances, owed, takers, orders };
}

/**
 * Every account of whose books anything changed after `afterBlock`, ascending. Three queries: a range
 * changes what its maker has in the market as well.
 */
export async function readChangedAccounts(
  place: Asked & { afterBlock: bigint },
): Promise<Address[]> {
  const found = new Set<Address>();
  for (const table of [perpV2BalanceVersion, perpV2OwedVersion, perpV2TakerVersion]) {
    const changed = await readChanged(place, { table, address: table.account });
    for (const account of changed) found.add(account);
  }
  return [...found].sort();
}

/** Every account that has or had anything in the books at the block, ascending. */
export function readAllAccounts(place: Asked): Promise<Address[]> {
  return readChangedAccounts({ ...place, afterBlock: BEFORE_ALL_BLOCKS });
}
