import type { Address, Hex } from "viem";
import { WAD } from "../../core/fixed-point.ts";
import { COUNTS_NOTHING, LEAST_SCREENED_DECIMALS } from "../holdings-reader.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import type { Market } from "./market-state.ts";
import { keyName, type MarketKey } from "./read-markets.ts";
import { readOraclePrice } from "./read-oracle-price.ts";
import { toAssetsDown } from "./share-math.ts";
import { ORACLE_PRICE_SCALE } from "./valuation.ts";

/** `supply` and `borrow`: whole loan tokens of a share. `price`: whole loan tokens of a whole collateral. */
type What = "supply" | "borrow" | "collateral" | "price" | "lltv";

export function factorName(what: What, { morpho, market }: MarketKey): string {
  return `${what}/${morpho}/${market}`;
}

/** The markets that factors of these names belong to. */
export function marketsOfFactors(names: Iterable<string>): MarketKey[] {
  const keys = new Map<string, MarketKey>();
  for (const name of names) {
    const [, morpho, market] = name.split("/");
    if (morpho === undefined || market === undefined) continue;
    const key = { morpho: morpho as Address, market: market as Hex };
    keys.set(keyName(key), key);
  }
  return [...keys.values()];
}

/** The factors of those names: prices are the oracles' own at the block. */
export async function readMarketFactors(
  place: ReadPlace,
  { markets, names }: { markets: Iterable<Market>; names: ReadonlySet<string> },
): Promise<ReadonlyMap<string, number>> {
  const factors = new Map([[COUNTS_NOTHING, 0]]);
  await Promise.all(
    [...markets].map(async (market) => {
      const { loanToken, collateralToken, totals, lltvWad } = market;
      if (loanToken.decimals < LEAST_SCREENED_DECIMALS) return;
      const set = (what: What, value: number) => factors.set(factorName(what, market), value);
      const loanUnit = 10 ** loanToken.decimals;
      set("supply", unitsOfShare(totals.totalSupplyAssets, totals.totalSupplyShares) / loanUnit);
      set("borrow", unitsOfShare(totals.totalBorrowAssets, totals.totalBorrowShares) / loanUnit);
      set("lltv", Number(lltvWad) / Number(WAD));
      if (collateralToken === null) return;
      set("collateral", 10 ** -collateralToken.decimals);
      if (!names.has(factorName("price", market))) return;
      const price = await readOraclePrice(place, market);
      if (price === null) return;
      const perUnit = Number(price) / Number(ORACLE_PRICE_SCALE);
      set("price", (perUnit * 10 ** collateralToken.decimals) / loanUnit);
    }),
  );
  return factors;
}

/** Of a side with its virtual units, in floating point. */
function unitsOfShare(assets: bigint, shares: bigint): number {
  const many = 10n ** 30n;
  return Number(toAssetsDown(many, { assets, shares })) / Number(many);
}
