import type { AccountId } from "../../core/identifiers.ts";
import { parseAccountId } from "../../core/identifiers.ts";
import { accountIdText } from "../answers/account-id-text.ts";
import type { LinkAtVector, LinkedAccounts } from "./account-link.ts";

/**
 * All accounts that links join an account with, over any number of links, each once. A link of a plain
 * address is one of all that this address has, so who asks for it on one chain is joined by it as well;
 * the other way round a contract's link says nothing about its address on another chain.
 * @param parameters.linksOf Every link one of whose sides is among the account ids.
 */
export async function walkLinks(parameters: {
  account: AccountId;
  linksOf: (accounts: readonly string[]) => Promise<readonly LinkAtVector[]>;
}): Promise<LinkedAccounts> {
  const { account, linksOf } = parameters;
  const accounts = new Set([accountIdText(account)]);
  const links = new Map<string, LinkAtVector>();
  let added = [...accounts];
  while (added.length > 0) {
    const before = new Set(accounts);
    for (const link of await linksOf([...new Set(added.flatMap(sidesMeant))])) {
      links.set(link.id, link);
      if (link.notConfirmedBy.length > 0) continue;
      accounts.add(link.statement.first).add(link.statement.second);
    }
    added = [...accounts].filter((one) => !before.has(one));
  }
  return { accounts: [...accounts], links: [...links.values()].sort(inOrder) };
}

/** The sides of links that an account is. */
function sidesMeant(id: string): string[] {
  const { address, chainId } = parseAccountId(id);
  return chainId === undefined ? [id] : [id, address];
}

function inOrder(a: LinkAtVector, b: LinkAtVector): number {
  return a.effectiveSeconds - b.effectiveSeconds || (a.id < b.id ? -1 : 1);
}
