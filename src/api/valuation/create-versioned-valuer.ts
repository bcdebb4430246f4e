import type { Hex } from "viem";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { MethodologyReader } from "../store/read-methodologies.ts";
import type { AccountValuer } from "./value-accounts.ts";

/**
 * A valuer that follows at each vector the methodology in force there. What `create` makes for a
 * methodology is kept, with all that it remembers.
 */
export function createVersionedValuer(parameters: {
  methodologies: Pick<MethodologyReader, "at">;
  create: (methodology: HashedMethodology) => AccountValuer;
}): AccountValuer {
  const { methodologies, create } = parameters;
  const valuers = new Map<Hex, AccountValuer>();
  const valuerAt = async (
    place: Parameters<MethodologyReader["at"]>[0],
  ): Promise<AccountValuer> => {
    const methodology = await methodologies.at(place);
    const known = valuers.get(methodology.hash);
    if (known !== undefined) return known;
    const valuer = create(methodology);
    valuers.set(methodology.hash, valuer);
    return valuer;
  };
  return {
    valueAccount: async (asked) => (await valuerAt(asked)).valueAccount(asked),
    valueAll: async (asked) => (await valuerAt(asked)).valueAll(asked),
    pricesAt: async (asked) => (await valuerAt(asked)).pricesAt(asked),
  };
}
