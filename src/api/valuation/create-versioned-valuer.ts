import type { Hex } from "viem";
import type { BlockVector } from "../../core/block-vector.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { MethodologyReader } from "../store/read-methodologies.ts";
import type { AccountValuer } from "./account-valuer.ts";
import type { PriceSeries } from "./create-price-reader.ts";

/**
 * A valuer that follows at each vector the methodology in force there. What `create` makes for a
 * methodology is kept, with all that it remembers. The window is that of this release's own.
 */
export function createVersionedValuer(parameters: {
  methodologies: Pick<MethodologyReader, "at">;
  own: HashedMethodology;
  create: (methodology: HashedMethodology) => AccountValuer;
}): AccountValuer {
  const { methodologies, own, create } = parameters;
  const valuers = new Map<Hex, AccountValuer>();
  const valuerOf = (methodology: HashedMethodology): AccountValuer => {
    const known = valuers.get(methodology.hash);
    if (known !== undefined) return known;
    const valuer = create(methodology);
    valuers.set(methodology.hash, valuer);
    return valuer;
  };
  const valuerAt = async (place: Parameters<MethodologyReader["at"]>[0]) =>
    valuerOf(await methodologies.at(place));

  return {
    windowSeconds: valuerOf(own).windowSeconds,
    valueAccount: async (asked) => (await valuerAt(asked)).valueAccount(asked),
    readMarkets: async (asked) => (await valuerAt(asked)).readMarkets(asked),
    readMarket: async (asked) => (await valuerAt(asked)).readMarket(asked),
    valueMarkets: async (asked) => (await valuerAt(asked)).valueMarkets(asked),
    valueHeld: async (asked) => (await valuerAt(asked)).valueHeld(asked),
    valueAll: async (asked) => (await valuerAt(asked)).valueAll(asked),
    pricesAt: async (asked) => (await valuerAt(asked)).pricesAt(asked),
    offReference: async (asked) => (await valuerAt(asked)).offReference(asked),
    readFeed: async (asked) => (await valuerAt(asked)).readFeed(asked),

    /** Vectors of one methodology, which follow each other, are one series. */
    async readSeries({ facts, vectors, priceIds }) {
      const series: PriceSeries[number][] = [];
      const parts: { valuer: AccountValuer; vectors: BlockVector[] }[] = [];
      for (const vector of vectors) {
        const valuer = await valuerAt({ facts, vector });
        const last = parts.at(-1);
        if (last?.valuer === valuer) last.vectors.push(vector);
        else parts.push({ valuer, vectors: [vector] });
      }
      for (const { valuer, vectors: part } of parts) {
        series.push(...(await valuer.readSeries({ facts, vectors: part, priceIds })));
      }
      return series;
    },
  };
}
