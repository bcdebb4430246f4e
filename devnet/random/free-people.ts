import type { Address } from "viem";
import { scenarioPeople } from "../accounts/devnet-accounts.ts";
import type { Stage } from "../scenario/stage.ts";

/** The people of the scenario who have no transaction waiting for the next block. */
export function freePeople({ chain, accounts }: Pick<Stage, "chain" | "accounts">): Address[] {
  const busy = new Set(chain.pendingSenders());
  return scenarioPeople
    .map((name) => accounts[name].address)
    .filter((address) => !busy.has(address));
}
