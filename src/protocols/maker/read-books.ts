import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { makerDaiVersion, makerGemVersion, makerUrnVersion } from "./schema.ts";

/** What some addresses have in the Vats at a block. */
export type Books = {
  urns: readonly Omit<typeof makerUrnVersion.$inferSelect, "chainId" | "blockNumber">[];
  gems: readonly Omit<typeof makerGemVersion.$inferSelect, "chainId" | "blockNumber">[];
  dai: readonly Omit<typeof makerDaiVersion.$inferSelect, "chainId" | "blockNumber">[];
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
    .selectDistinctOn([makerUrnVersion.vat, makerUrnVersion.ilk, makerUrnVersion.urn], {
      vat: makerUrnVersion.vat,
      ilk: makerUrnVersion.ilk,
      urn: makerUrnVersion.urn,
      ink: makerUrnVersion.ink,
      art: makerUrnVersion.art,
    })
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
    .selectDistinctOn([makerGemVersion.vat, makerGemVersion.ilk, makerGemVersion.holder], {
      vat: makerGemVersion.vat,
      ilk: makerGemVersion.ilk,
      holder: makerGemVersion.holder,
      gem: makerGemVersion.gem,
    })
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
    .selectDistinctOn([makerDaiVersion.vat, makerDaiVersion.holder], {
      vat: makerDaiVersion.vat,
      holder: makerDaiVersion.holder,
      daiRad: makerDaiVersion.daiRad,
      sinRad: makerDaiVersion.sinRad,
    })
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
