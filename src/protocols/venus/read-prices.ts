import type { Address } from "viem";
import { venusOracleAbi } from "../../../abis/venus-comptroller.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Market } from "./read-markets.ts";

/**
 * What the pools' own oracles say that a raw unit of each vToken's underlying is worth at the block,
 * USD × 10^(36 − decimals); null where there is no price, for which Venus has 0.
 */
export async function readPrices(
  place: Pick<ReadPlace, "contracts" | "block"> & { markets: readonly Market[] },
): Promise<Map<Address, bigint | null>> {
  const { contracts, block, markets } = place;
  return new Map(
    await Promise.all(
      markets.map(async ({ vToken: { token }, oracle }) => {
        const price =
          oracle === null
            ? null
            : await contracts.read({
                block,
                address: oracle,
                abi: venusOracleAbi,
                functionName: "getUnderlyingPrice",
                args: [token],
              });
        return [token, price === 0n ? null : price] as const;
      }),
    ),
  );
}
