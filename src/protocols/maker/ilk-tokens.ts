import { and, eq, lte } from "drizzle-orm";
import type { Address, Hex } from "viem";
import type { FactsPlace } from "../holdings-reader.ts";
import { lowerCase, makerDaiMarketId, makerMarketId } from "./deployments.ts";
import { makerGemJoin } from "./schema.ts";

/** The tokens of an ilk, or of what is of no ilk, and the market that it is. */
export type IlkTokens = {
  marketId: string;
  dai: Address;
  /** Null until a GemJoin has been used. */
  gem: Address | null;
};

type OfIlk = (of: { vat: Address; ilk?: Hex }) => IlkTokens;

/** What the ilks of the chain's Vats are at the block, remembered with it: one object for each ilk. */
export function ilkTokensAt(place: FactsPlace): Promise<OfIlk> {
  const { remember } = place;
  return remember === undefined
    ? readIlkTokens(place)
    : remember("ilk-tokens", () => readIlkTokens(place));
}

async function readIlkTokens({ facts, chain, block }: FactsPlace): Promise<OfIlk> {
  const joins = await facts
    .select({ vat: makerGemJoin.vat, ilk: makerGemJoin.ilk, gem: makerGemJoin.gem })
    .from(makerGemJoin)
    .where(
      and(eq(makerGemJoin.chainId, chain.chainId), lte(makerGemJoin.blockNumber, block.number)),
    );
  const gems = new Map(joins.map(({ vat, ilk, gem }) => [`${vat}/${ilk}`, gem]));
  const known = new Map<string, IlkTokens>();
  return ({ vat, ilk }) => {
    const name = `${vat}/${ilk}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const deployment = chain.maker.find((one) => lowerCase(one.vat) === vat);
    if (deployment === undefined)
      throw new RangeError(`${vat} is no Vat of chain ${chain.chainId}.`);
    const marketId =
      ilk === undefined ? makerDaiMarketId(deployment) : makerMarketId(deployment, ilk);
    const tokens = { marketId, dai: lowerCase(deployment.dai), gem: gems.get(name) ?? null };
    known.set(name, tokens);
    return tokens;
  };
}
