import { and, eq } from "drizzle-orm";
import type { Address } from "viem";
import {
  dsProxyFactoryViewsAbi,
  dsProxyViewsAbi,
  makerCdpManagerViewsAbi,
} from "../../../abis/maker-views.ts";
import { anyOf } from "../../core/any-of.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { lowerCase } from "./deployments.ts";
import { type OwnerOf, resolveOwner } from "./read-owners.ts";
import { makerCdp } from "./schema.ts";

/** Who owns what by the contracts. */
export type ContractOwners = {
  /** For which account an address acts in the end. */
  ownerOf: OwnerOf;
  /** Urns that the managers list for the holders. */
  found: ReadonlySet<Address>;
};

/**
 * The owners of the holders, and the owners of those, as CdpManagers and DSProxies state them, and
 * every urn that a manager lists for one of them.
 */
export async function readContractOwners(
  place: ReadPlace & { holders: Iterable<Address> },
): Promise<ContractOwners> {
  const owners = new Map<Address, Address>();
  const found = new Set<Address>();
  const asked = new Set<Address>();
  let frontier = [...place.holders];
  while (frontier.length > 0) {
    for (const holder of frontier) asked.add(holder);
    const cdps = await readCdps(place, frontier);
    const next = await Promise.all(
      frontier.map(async (holder): Promise<Address[]> => {
        const urns = await listUrns(place, holder);
        for (const urn of urns) {
          owners.set(urn, holder);
          found.add(urn);
        }
        const owner =
          (await ownerOfUrn(place, cdps, holder)) ?? (await ownerOfProxy(place, holder));
        if (owner === null) return urns;
        owners.set(holder, owner);
        return [...urns, owner];
      }),
    );
    frontier = [...new Set(next.flat())].filter((holder) => !asked.has(holder));
  }
  return { ownerOf: resolveOwner(owners), found };
}

type Cdp = typeof makerCdp.$inferSelect;

/** Which vault each urn is, as its manager numbered it when it was opened. */
function readCdps({ facts, chain }: ReadPlace, urns: readonly Address[]): Promise<Cdp[]> {
  return facts
    .select()
    .from(makerCdp)
    .where(and(eq(makerCdp.chainId, chain.chainId), anyOf(makerCdp.urn, urns)));
}

async function ownerOfUrn(
  { contracts, block }: ReadPlace,
  cdps: readonly Cdp[],
  holder: Address,
): Promise<Address | null> {
  const cdp = cdps.find(({ urn }) => urn === holder);
  if (cdp === undefined) return null;
  const at = {
    block,
    address: cdp.manager,
    abi: makerCdpManagerViewsAbi,
    args: [cdp.cdp],
  } as const;
  const [urn, owner] = await Promise.all([
    contracts.read({ ...at, functionName: "urns" }),
    contracts.read({ ...at, functionName: "owns" }),
  ]);
  return urn === null || owner === null || lowerCase(urn) !== holder ? null : lowerCase(owner);
}

async function ownerOfProxy(
  { contracts, chain, block }: ReadPlace,
  holder: Address,
): Promise<Address | null> {
  const factories = chain.maker.flatMap(({ proxyFactories }) => proxyFactories);
  for (const { address } of factories) {
    const isProxy = await contracts.read({
      block,
      address,
      abi: dsProxyFactoryViewsAbi,
      functionName: "isProxy",
      args: [holder],
    });
    if (isProxy !== true) continue;
    const owner = await contracts.read({
      block,
      address: holder,
      abi: dsProxyViewsAbi,
      functionName: "owner",
      args: [],
    });
    return owner === null ? null : lowerCase(owner);
  }
  return null;
}

/** The urns of an owner's vaults, by the managers' own lists. */
async function listUrns(
  { contracts, chain, block }: ReadPlace,
  owner: Address,
): Promise<Address[]> {
  const urns: Address[] = [];
  for (const manager of new Set(chain.maker.flatMap(({ cdpManagers }) => cdpManagers))) {
    const at = { block, address: manager, abi: makerCdpManagerViewsAbi } as const;
    let cdp = await contracts.read({ ...at, functionName: "first", args: [owner] });
    while (cdp !== null && cdp !== 0n) {
      const [urn, links] = await Promise.all([
        contracts.read({ ...at, functionName: "urns", args: [cdp] }),
        contracts.read({ ...at, functionName: "list", args: [cdp] }),
      ]);
      if (urn !== null) urns.push(lowerCase(urn));
      cdp = links?.[1] ?? null;
    }
  }
  return urns;
}
