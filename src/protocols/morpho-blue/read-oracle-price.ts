import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Market } from "./market-state.ts";

/** What no log says: raw loan units per raw unit of collateral, × 10^36; null where the oracle fails. */
export function readOraclePrice(
  { contracts, block }: Pick<ReadPlace, "contracts" | "block">,
  { oracle }: Pick<Market, "oracle">,
): Promise<bigint | null> {
  return contracts.read({
    block,
    address: oracle,
    abi: morphoBlueOracleAbi,
    functionName: "price",
    args: [],
  });
}
