import type { Address } from "viem";
import { WAD } from "../../core/fixed-point.ts";
import { COUNTS_NOTHING, LEAST_SCREENED_DECIMALS } from "../holdings-reader.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Market } from "./read-markets.ts";
import { readPrices } from "./read-prices.ts";

/** `supply` and `borrow`: whole tokens of a vToken, and of a debt divided by its index, as booked. */
type What = "supply" | "borrow" | "price" | "threshold";

export function factorName(what: What, vToken: Address): string {
  return `${what}/${vToken}`;
}

/** The vTokens that factors of these names belong to. */
export function vTokensOfFactors(names: Iterable<string>): Set<Address> {
  const vTokens = new Set<Address>();
  for (const name of names) {
    const [, vToken] = name.split("/");
    if (vToken !== undefined) vTokens.add(vToken as Address);
  }
  return vTokens;
}

/**
 * The factors of the markets; prices, where they are named, as the pools' oracles state them at the
 * block. A market that is not listed any more has none: what it counts for is decided exactly.
 */
export async function readMarketFactors(
  place: ReadPlace,
  { markets, names }: { markets: readonly Market[]; names: ReadonlySet<string> },
): Promise<ReadonlyMap<string, number>> {
  const factors = new Map([[COUNTS_NOTHING, 0]]);
  const screened = markets.filter(
    ({ isListed, underlying }) => isListed && underlying.decimals >= LEAST_SCREENED_DECIMALS,
  );
  const prices = await readPrices({
    ...place,
    markets: screened.filter(({ vToken }) => names.has(factorName("price", vToken.token))),
  });
  for (const { vToken, underlying, rates, borrowIndexWad, liquidationThresholdWad } of screened) {
    const set = (what: What, value: number) => factors.set(factorName(what, vToken.token), value);
    const wad = Number(WAD);
    const unit = 10 ** underlying.decimals;
    const price = prices.get(vToken.token) ?? null;
    if (rates.storedExchangeRateWad !== null)
      set("supply", Number(rates.storedExchangeRateWad) / wad / unit);
    set("borrow", Number(borrowIndexWad) / unit);
    set("threshold", Number(liquidationThresholdWad) / wad);
    if (price !== null) set("price", Number(price) / 10 ** (36 - underlying.decimals));
  }
  return factors;
}
