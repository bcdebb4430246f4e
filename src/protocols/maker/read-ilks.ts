import { and, desc, eq, lte } from "drizzle-orm";
import type { Address, Hex } from "viem";
import type { MakerDeployment, NetworkChain } from "../../../config/network.ts";
import { anyOf } from "../../core/any-of.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { token } from "../../tokens/schema.ts";
import type { FactsPlace } from "../holdings-reader.ts";
import { lowerCase } from "./deployments.ts";
import { drippedRateRay } from "./rates.ts";
import { makerGemJoin, makerIlkVersion, makerSystemVersion } from "./schema.ts";

/** An ilk at a block: what its gem is, and its rate with the drip that the block would apply. */
export type Ilk = typeof makerIlkVersion.$inferSelect & {
  /** The rate if somebody called Jug.drip in this block; the stored one where nobody can: before Jug.init and after shutdown. */
  drippedRateRay: bigint;
  /** Null until a GemJoin has been used. */
  gem: { address: Address; symbol: string; decimals: number } | null;
};

/** A deployment of Maker at a block: everything that does not depend on an account. */
export type Vat = {
  deployment: MakerDeployment;
  address: Address;
  /** False after emergency shutdown. */
  live: boolean;
  ilks: ReadonlyMap<Hex, Ilk>;
};

/** The chain's Vats that exist at the block. Four queries. */
export async function readVats(parameters: {
  facts: FactsReader;
  chain: NetworkChain;
  block: BlockReference;
}): Promise<Vat[]> {
  const { facts, chain, block } = parameters;
  if (chain.maker.length === 0) return [];
  const addresses = chain.maker.map(({ vat }) => lowerCase(vat));
  const systems = await facts
    .selectDistinctOn([makerSystemVersion.vat])
    .from(makerSystemVersion)
    .where(
      and(
        eq(makerSystemVersion.chainId, chain.chainId),
        anyOf(makerSystemVersion.vat, addresses),
        lte(makerSystemVersion.blockNumber, block.number),
      ),
    )
    .orderBy(makerSystemVersion.vat, desc(makerSystemVersion.blockNumber));
  const rows = await facts
    .selectDistinctOn([makerIlkVersion.vat, makerIlkVersion.ilk])
    .from(makerIlkVersion)
    .where(
      and(
        eq(makerIlkVersion.chainId, chain.chainId),
        anyOf(makerIlkVersion.vat, addresses),
        lte(makerIlkVersion.blockNumber, block.number),
      ),
    )
    .orderBy(makerIlkVersion.vat, makerIlkVersion.ilk, desc(makerIlkVersion.blockNumber));
  const gems = await readGems({ facts, block, vats: addresses });

  return chain.maker.map((deployment) => {
    const address = lowerCase(deployment.vat);
    const system = systems.find(({ vat }) => vat === address);
    const baseRay = system?.baseRay ?? 0n;
    const live = system?.live ?? true;
    return {
      deployment,
      address,
      live,
      ilks: new Map(
        rows
          .filter(({ vat }) => vat === address)
          .map((row) => [
            row.ilk,
            {
              ...row,
              drippedRateRay: live && row.dutyRay > 0n ? dripped(row, baseRay, block) : row.rateRay,
              gem: gems.get(`${address}/${row.ilk}`) ?? null,
            },
          ]),
      ),
    };
  });
}

/** The same, remembered with the block. */
export function vatsAt(place: FactsPlace): Promise<Vat[]> {
  const { remember } = place;
  return remember === undefined ? readVats(place) : remember("vats", () => readVats(place));
}

function dripped(
  { rateRay, dutyRay, dripAtSeconds }: typeof makerIlkVersion.$inferSelect,
  baseRay: bigint,
  block: BlockReference,
): bigint {
  const seconds = BigInt(block.timestampSeconds) - dripAtSeconds;
  return drippedRateRay({ rateRay, dutyRay, baseRay, seconds });
}

async function readGems(parameters: {
  facts: FactsReader;
  block: BlockReference;
  vats: readonly Address[];
}): Promise<Map<string, NonNullable<Ilk["gem"]>>> {
  const { facts, block, vats } = parameters;
  const joins = await facts
    .select()
    .from(makerGemJoin)
    .where(
      and(
        eq(makerGemJoin.chainId, block.chainId),
        anyOf(makerGemJoin.vat, vats),
        lte(makerGemJoin.blockNumber, block.number),
      ),
    );
  const tokens = await facts
    .select()
    .from(token)
    .where(
      and(
        eq(token.chainId, block.chainId),
        anyOf(token.address, new Set(joins.map(({ gem }) => gem))),
      ),
    );
  return new Map(
    joins.map(({ vat, ilk, gem }) => {
      const facts = tokens.find(({ address }) => address === gem);
      if (facts === undefined) {
        throw new BallastError(`The token ${gem} of ilk ${ilk} is not indexed.`, {
          code: "maker-gem-unknown",
          remedy: "Index this chain anew.",
        });
      }
      return [
        `${vat}/${ilk}`,
        { address: gem, symbol: facts.symbol, decimals: facts.decimals },
      ] as const;
    }),
  );
}
