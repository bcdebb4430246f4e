import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { makerDaiVersion, makerGemVersion, makerUrnVersion } from "./schema.ts";

/** What some addresses have in the Vats at a block. */
export type Books = {
  urns: (typeof makerUrnVersion.$inferSelect)[];
  gems: (typeof makerGemVersion.$inferSelect)[];
  dai: (typeof makerDaiVersion.$inferSelect)[];
};

type Asked = {
  facts: FactsReader;
  block: BlockReference;
  vats: readonly Address[];
};

/** The books of some addresses. Three queries. */
export async function readBooks(
  parameters: Asked & { holders: readonly Address[] },
): Promise<Books> {
  const { facts, block, vats, holders } = parameters;
  const urns = await facts
    .selectDistinctOn([makerUrnVersion.vat, makerUrnVersion.ilk, makerUrnVersion.urn])
    .from(makerUrnVersion)
    .where(
      and(
        eq(makerUrnVersion.chainId, block.chainId),
        anyOf(makerUrnVersion.vat, vats),
        anyOf(makerUrnVersion.urn, holders),
        lte(makerUrnVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      makerUrnVersion.vat,
      makerUrnVersion.ilk,
      makerUrnVersion.urn,
      desc(makerUrnVersion.blockNumber),
    );
  const gems = await facts
    .selectDistinctOn([makerGemVersion.vat, makerGemVersion.ilk, makerGemVersion.holder])
    .from(makerGemVersion)
    .where(
      and(
        eq(makerGemVersion.chainId, block.chainId),
        anyOf(makerGemVersion.vat, vats),
        anyOf(makerGemVersion.holder, holders),
        lte(makerGemVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      makerGemVersion.vat,
      makerGemVersion.ilk,
      makerGemVersion.holder,
      desc(makerGemVersion.blockNumber),
    );
  const dai = await facts
    .selectDistinctOn([makerDaiVersion.vat, makerDaiVersion.holder])
    .from(makerDaiVersion)
    .where(
      and(
        eq(makerDaiVersion.chainId, block.chainId),
        anyOf(makerDaiVersion.vat, vats),
        anyOf(makerDaiVersion.holder, holders),
        lte(makerDaiVersion.blockNumber, block.number),
      ),
    )
    .orderBy(makerDaiVersion.vat, makerDaiVersion.holder, desc(makerDaiVersion.blockNumber));
  return { urns, gems, dai };
}

/** Every address that has or had anything in the Vats at the block. */
export async function readAllHolders(parameters: Asked): Promise<Set<Address>> {
  const { facts, block, vats } = parameters;
  const urns = await facts
    .selectDistinct({ holder: makerUrnVersion.urn })
    .from(makerUrnVersion)
    .where(
      and(
        eq(makerUrnVersion.chainId, block.chainId),
        anyOf(makerUrnVersion.vat, vats),
        lte(makerUrnVersion.blockNumber, block.number),
      ),
    );
  const gems = await facts
    .selectDistinct({ holder: makerGemVersion.holder })
    .from(makerGemVersion)
    .where(
      and(
        eq(makerGemVersion.chainId, block.chainId),
        anyOf(makerGemVersion.vat, vats),
        lte(makerGemVersion.blockNumber, block.number),
      ),
    );
  const dai = await facts
    .selectDistinct({ holder: makerDaiVersion.holder })
    .from(makerDaiVersion)
    .where(
      and(
        eq(makerDaiVersion.chainId, block.chainId),
        anyOf(makerDaiVersion.vat, vats),
        lte(makerDaiVersion.blockNumber, block.number),
      ),
    );
  return new Set([...urns, ...gems, ...dai].map(({ holder }) => holder));
}
