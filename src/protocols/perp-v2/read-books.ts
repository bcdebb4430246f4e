import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import {
  perpV2BalanceVersion,
  perpV2OrderVersion,
  perpV2OwedVersion,
  perpV2TakerVersion,
} from "./schema.ts";

/** What some accounts have in the books of the clearing houses at a block. */
export type Books = {
  balances: (typeof perpV2BalanceVersion.$inferSelect)[];
  owed: (typeof perpV2OwedVersion.$inferSelect)[];
  takers: (typeof perpV2TakerVersion.$inferSelect)[];
  orders: (typeof perpV2OrderVersion.$inferSelect)[];
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
    .selectDistinctOn([b.house, b.account, b.token])
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
    .selectDistinctOn([w.house, w.account])
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
    .selectDistinctOn([t.house, t.account, t.baseToken])
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
    .selectDistinctOn([o.house, o.account, o.baseToken, o.lowerTick, o.upperTick])
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

/** Every account that has or had anything in the books at the block, ascending. Three queries. */
export async function readAllAccounts({ facts, block }: Asked): Promise<Address[]> {
  const found = new Set<Address>();
  for (const table of [perpV2BalanceVersion, perpV2OwedVersion, perpV2TakerVersion]) {
    const rows = await facts
      .selectDistinct({ account: table.account })
      .from(table)
      .where(and(eq(table.chainId, block.chainId), lte(table.blockNumber, block.number)));
    for (const { account } of rows) found.add(account);
  }
  return [...found].sort();
}
