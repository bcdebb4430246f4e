import { and, desc, eq, lte } from "drizzle-orm";
import { type Address, zeroAddress } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { makerOwnerVersion } from "./schema.ts";

/** For which account an address acts. */
export type OwnerOf = (holder: Address) => Address;

/**
 * The account that backs what an address holds: the owner of a CdpManager's urn, and of a DSProxy,
 * and so on until somebody whom nobody is known to own. An address that was given to nobody stands
 * for itself; a circle of owners is its smallest address.
 */
export function resolveOwner(owners: ReadonlyMap<Address, Address>): OwnerOf {
  return (holder) => {
    const passed: Address[] = [];
    let current = holder;
    while (!passed.includes(current)) {
      const owner = owners.get(current);
      if (owner === undefined || owner === zeroAddress) return current;
      passed.push(current);
      current = owner;
    }
    return passed.slice(passed.indexOf(current)).sort()[0]!;
  };
}

/** Who acts for whom at the block, for the given addresses: their owners, the owners of those, and so on. */
export async function readOwnersOf(parameters: {
  facts: FactsReader;
  block: BlockReference;
  holders: Iterable<Address>;
}): Promise<OwnerOf> {
  const { facts, block, holders } = parameters;
  const owners = new Map<Address, Address>();
  const asked = new Set(holders);
  let frontier = [...asked];
  while (frontier.length > 0) {
    const next = new Set<Address>();
    for (const { holder, owner } of await readOwnerRows({ facts, block, holders: frontier })) {
      owners.set(holder, owner);
      if (!asked.has(owner)) next.add(owner);
      asked.add(owner);
    }
    frontier = [...next];
  }
  return resolveOwner(owners);
}

/** The owner of each of the addresses at the block; addresses that were never owned are left out. */
function readOwnerRows(parameters: {
  facts: FactsReader;
  block: BlockReference;
  holders: Iterable<Address>;
}) {
  const { facts, block, holders } = parameters;
  return facts
    .selectDistinctOn([makerOwnerVersion.holder])
    .from(makerOwnerVersion)
    .where(
      and(
        eq(makerOwnerVersion.chainId, block.chainId),
        anyOf(makerOwnerVersion.holder, holders),
        lte(makerOwnerVersion.blockNumber, block.number),
      ),
    )
    .orderBy(makerOwnerVersion.holder, desc(makerOwnerVersion.blockNumber));
}

/**
 * The addresses that act for the accounts at the block, each with its account, the accounts that act
 * for themselves included. What an account ever owned, and what that ever owned, are the candidates.
 */
export async function readHolders(parameters: {
  facts: FactsReader;
  block: BlockReference;
  accounts: readonly Address[];
}): Promise<Map<Address, Address>> {
  const { facts, block, accounts } = parameters;
  const candidates = new Set(accounts);
  let frontier = [...accounts];
  while (frontier.length > 0) {
    const rows = await facts
      .selectDistinct({ holder: makerOwnerVersion.holder })
      .from(makerOwnerVersion)
      .where(
        and(
          eq(makerOwnerVersion.chainId, block.chainId),
          anyOf(makerOwnerVersion.owner, frontier),
          lte(makerOwnerVersion.blockNumber, block.number),
        ),
      );
    frontier = rows.map(({ holder }) => holder).filter((holder) => !candidates.has(holder));
    for (const holder of frontier) candidates.add(holder);
  }
  const rows = await readOwnerRows({ facts, block, holders: candidates });
  const ownerOf = resolveOwner(new Map(rows.map(({ holder, owner }) => [holder, owner])));
  const asked = new Set(accounts);
  return new Map(
    [...candidates]
      .map((holder) => [holder, ownerOf(holder)] as const)
      .filter(([, account]) => asked.has(account)),
  );
}
