import { WAD } from "../../core/fixed-point.ts";
import { type Exposure, positionValueWad } from "./valuation.ts";

/**
 * The last price of a market, wad, at which an account's value is not negative, all else as it is: the
 * lowest one of a long position, the highest one of a short. Null where no price makes it negative, or
 * none does not, and where the position's value is not known.
 * @param parameters.accountValueWad Exact, at the price as it is: ExactValue.
 */
export function bankruptcyPriceWad(parameters: {
  exposure: Pick<Exposure, "sizeWad" | "priceWad">;
  accountValueWad: bigint;
}): bigint | null {
  const { exposure, accountValueWad } = parameters;
  const { sizeWad } = exposure;
  const value = positionValueWad(exposure);
  if (value === null || sizeWad === 0n) return null;
  const restWad = accountValueWad - value;
  if (sizeWad > 0n) {
    // ⌊size · price⌋ ≥ −rest
    return restWad >= 0n ? null : (-restWad * WAD + sizeWad - 1n) / sizeWad;
  }
  // ⌊−size · price⌋ ≤ rest
  return restWad < 0n ? null : ((restWad + 1n) * WAD - 1n) / -sizeWad;
}
