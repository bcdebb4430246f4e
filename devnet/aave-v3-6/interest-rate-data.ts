import { encodeAbiParameters, type Hex } from "viem";
import type { ReserveParameters } from "../aave-v3/reserve-parameters.ts";

/** What DefaultReserveInterestRateStrategyV2 keeps of a reserve: four numbers in basis points. */
export function interestRateData(
  rates: Pick<ReserveParameters, "optimalUsageBps" | "baseRateBps" | "slope1Bps" | "slope2Bps">,
): Hex {
  return encodeAbiParameters(
    [{ type: "uint16" }, { type: "uint32" }, { type: "uint32" }, { type: "uint32" }],
    [
      Number(rates.optimalUsageBps),
      Number(rates.baseRateBps),
      Number(rates.slope1Bps),
      Number(rates.slope2Bps),
    ],
  );
}
