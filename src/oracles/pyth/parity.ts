import { pythAbi } from "../../../abis/pyth.ts";
import type { Observation } from "../../core/observation.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ComparedFeeds } from "../oracle-adapter.ts";

/** Each price id's price, confidence, exponent and publish time. */
export async function pythChecks(
  { contracts, feeds, block }: ComparedFeeds<"pyth">,
  observations: ReadonlyMap<string, Observation>,
): Promise<ParityCheck[]> {
  const found = await Promise.all(
    feeds.map(async ({ id, source }): Promise<ParityCheck[]> => {
      const price = await contracts.read({
        block,
        address: source.contract,
        abi: pythAbi,
        functionName: "getPriceUnsafe",
        args: [source.priceId],
      });
      const one = observations.get(id);
      const check = (field: string, indexed: ParityValue | undefined, contract: ParityValue) => ({
        marketId: id,
        account: null,
        what: `getPriceUnsafe(${source.priceId}).${field}`,
        indexed: indexed ?? null,
        contract,
      });
      return [
        check("price", one?.rawValue, price?.price ?? null),
        check("conf", one?.rawConfidence, price?.conf ?? null),
        check("expo", integer(one && -one.decimals), integer(price?.expo) ?? null),
        check("publishTime", integer(one?.sourceTimeSeconds), price?.publishTime ?? null),
      ];
    }),
  );
  return found.flat();
}

function integer(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}
