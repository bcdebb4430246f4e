import { and, asc, desc, eq, gt, lte, ne, or } from "drizzle-orm";
import { type Address, zeroAddress } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { venusAccountVersion } from "./schema.ts";

type Place = Pick<ReadPlace, "facts" | "chain" | "block">;

export type AccountRow = typeof venusAccountVersion.$inferSelect;

/** Every account that a vToken or Comptroller has mentioned up to the block, ascending. */
export async function readHolders({ facts, chain, block }: Place): Promise<Address[]> {
  const { account, vToken, tokens } = {
    account: venusAccountVersion.account,
    vToken: venusAccountVersion.vToken,
    tokens: venusAccountVersion.tokens,
  };
  const rows = await facts
    .selectDistinct({ account })
    .from(venusAccountVersion)
    .where(
      and(
        eq(venusAccountVersion.chainId, chain.chainId),
        lte(venusAccountVersion.blockNumber, block.number),
        ne(account, zeroAddress),
        // A vToken is mentioned at every redemption; only what somebody sent it is its own.
        or(ne(account, vToken), gt(tokens, 0n)),
      ),
    )
    .orderBy(asc(account));
  return rows.map((row) => row.account);
}

/** What the accounts have, owe and have entered at the block, one row per vToken that knows them. */
export function readAccountRows({
  facts,
  chain,
  block,
  accounts,
}: Place & { accounts: readonly Address[] }): Promise<AccountRow[]> {
  return facts
    .selectDistinctOn([venusAccountVersion.account, venusAccountVersion.vToken])
    .from(venusAccountVersion)
    .where(
      and(
        eq(venusAccountVersion.chainId, chain.chainId),
        anyOf(venusAccountVersion.account, accounts),
        lte(venusAccountVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      venusAccountVersion.account,
      venusAccountVersion.vToken,
      desc(venusAccountVersion.blockNumber),
    );
}
