import {
  makerDai,
  makerDaiVersion,
  makerGem,
  makerGemVersion,
  makerIlk,
  makerIlkVersion,
  makerSystem,
  makerSystemVersion,
  makerUrn,
  makerUrnVersion,
} from "ponder:schema";
import type { Address, Hex } from "viem";
import type { IndexingContext } from "../../indexing-context.ts";
import { changeDai, changeGem, changeUrn, noDai, noUrn, type Urn } from "./state.ts";

/** The Vat whose books change, and the block in which they do. */
export type Entry = { vat: Address; blockNumber: bigint };

type IlkRow = Omit<typeof makerIlk.$inferSelect, "chainId" | "vat" | "ilk">;
type SystemRow = Omit<typeof makerSystem.$inferSelect, "chainId" | "vat">;

/** Before the Vat, Jug or Spotter has said anything of it: everything is 0, as in the contracts. */
const unknownIlk: IlkRow = {
  totalArt: 0n,
  rateRay: 0n,
  spotRay: 0n,
  dutyRay: 0n,
  dripAtSeconds: 0n,
  matRay: 0n,
  dustRad: 0n,
};
const freshSystem: SystemRow = { baseRay: 0n, live: true };

/** Changes an ilk and returns it as it is then. */
export async function updateIlk(
  context: IndexingContext,
  parameters: Entry & { ilk: Hex; change: (ilk: IlkRow) => Partial<IlkRow> },
): Promise<IlkRow> {
  const { vat, blockNumber, ilk, change } = parameters;
  const key = { chainId: context.chain.id, vat, ilk };
  const before = (await context.db.find(makerIlk, key)) ?? { ...key, ...unknownIlk };
  const { chainId: _chain, vat: _vat, ilk: _ilk, ...row } = { ...before, ...change(before) };
  await context.db
    .insert(makerIlk)
    .values({ ...key, ...row })
    .onConflictDoUpdate(row);
  await context.db
    .insert(makerIlkVersion)
    .values({ ...key, blockNumber, ...row })
    .onConflictDoUpdate(row);
  return row;
}

/** Changes what is one per Vat. */
export async function updateSystem(
  context: IndexingContext,
  parameters: Entry & { change: Partial<SystemRow> },
): Promise<void> {
  const { vat, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, vat };
  const before = (await context.db.find(makerSystem, key)) ?? { ...key, ...freshSystem };
  const row = { baseRay: before.baseRay, live: before.live, ...change };
  await context.db
    .insert(makerSystem)
    .values({ ...key, ...row })
    .onConflictDoUpdate(row);
  await context.db
    .insert(makerSystemVersion)
    .values({ ...key, blockNumber, ...row })
    .onConflictDoUpdate(row);
}

/** Adds to an urn's ink and art. */
export async function addToUrn(
  context: IndexingContext,
  parameters: Entry & { ilk: Hex; urn: Address; change: Urn },
): Promise<void> {
  const { vat, blockNumber, ilk, urn, change } = parameters;
  const key = { chainId: context.chain.id, vat, ilk, urn };
  const { ink, art } = changeUrn((await context.db.find(makerUrn, key)) ?? noUrn, change);
  await context.db
    .insert(makerUrn)
    .values({ ...key, ink, art })
    .onConflictDoUpdate({ ink, art });
  await context.db
    .insert(makerUrnVersion)
    .values({ ...key, blockNumber, ink, art })
    .onConflictDoUpdate({ ink, art });
}

/** Adds wad to an address's collateral outside urns. */
export async function addToGem(
  context: IndexingContext,
  parameters: Entry & { ilk: Hex; holder: Address; wad: bigint },
): Promise<void> {
  const { vat, blockNumber, ilk, holder, wad } = parameters;
  const key = { chainId: context.chain.id, vat, ilk, holder };
  const gem = changeGem((await context.db.find(makerGem, key))?.gem ?? 0n, wad);
  await context.db
    .insert(makerGem)
    .values({ ...key, gem })
    .onConflictDoUpdate({ gem });
  await context.db
    .insert(makerGemVersion)
    .values({ ...key, blockNumber, gem })
    .onConflictDoUpdate({ gem });
}

/** Adds rad to an address's DAI and sin inside the Vat. */
export async function addToDai(
  context: IndexingContext,
  parameters: Entry & { holder: Address; daiRad?: bigint; sinRad?: bigint },
): Promise<void> {
  const { vat, blockNumber, holder, daiRad = 0n, sinRad = 0n } = parameters;
  const key = { chainId: context.chain.id, vat, holder };
  const balance = changeDai((await context.db.find(makerDai, key)) ?? noDai, { daiRad, sinRad });
  await context.db
    .insert(makerDai)
    .values({ ...key, ...balance })
    .onConflictDoUpdate(balance);
  await context.db
    .insert(makerDaiVersion)
    .values({ ...key, blockNumber, ...balance })
    .onConflictDoUpdate(balance);
}
