import { and, desc, eq, gt, lte, ne, or } from "drizzle-orm";
import { type Address, zeroAddress } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { FactsPlace } from "../holdings-reader.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { readChanged } from "../read-changed.ts";
import { venusAccountVersion } from "./schema.ts";

type Place = Pick<ReadPlace, "facts" | "chain" | "block">;

export type AccountRow = Omit<typeof venusAccountVersion.$inferSelect, "chainId" | "blockNumber">;

/** Every account that a vToken or Comptroller has mentioned since `afterBlock`, ascending. */
export async function readChangedHolders(
  place: FactsPlace & { afterBlock: bigint },
): Promise<Address[]> {
  const { account, vToken, tokens } = venusAccountVersion;
  const accounts = await readChanged(place, {
    table: venusAccountVersion,
    address: account,
    condition: and(
      ne(account, zeroAddress),
      // A vToken is mentioned at every redemption; only what somebody sent it is its own, for ever.
      or(ne(account, vToken), gt(tokens, 0n)),
    ),
  });
  return accounts.sort();
}

/** What the accounts have, owe and have entered at the block, one row per vToken that knows them. */
export function readAccountRows({
  facts,
  chain,
  block,
  accounts,
}: Place & { accounts: readonly Address[] }): Promise<AccountRow[]> {
  return facts
    .selectDistinctOn([venusAccountVersion.account, venusAccountVersion.vToken], {
      account: venusAccountVersion.account,
      vToken: venusAccountVersion.vToken,
      tokens: venusAccountVersion.tokens,
      borrowPrincipal: venusAccountVersion.borrowPrincipal,
      borrowIndexWad: venusAccountVersion.borrowIndexWad,
      isEntered: venusAccountVersion.isEntered,
    })
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
