import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import {
  COUNTS_NOTHING,
  type FactsPlace,
  type Holding,
  type HoldingsReader,
  type ScreenedMarket,
  type ScreenTerm,
} from "../holdings-reader.ts";
import { accountMarket } from "./account-market.ts";
import { venusMarketId } from "./deployments.ts";
import { type AccountRow, readAccountRows, readChangedHolders } from "./read-accounts.ts";
import { marketsAt, poolHoldings } from "./read-holdings.ts";
import { readListedMarkets } from "./read-markets.ts";
import { venusMarket } from "./schema.ts";
import { factorName, readMarketFactors, vTokensOfFactors } from "./screening.ts";

/** The pool that a vToken belongs to, and its underlying. */
type VTokenOf = { marketId: string; underlying: Address };

type HeldRow = AccountRow & { of: VTokenOf };

/** What an account has, owes and has entered, one row per vToken where that is anything. */
type VenusHolding = Holding & { chainId: number; rows: readonly HeldRow[] };

export const venusHoldings: HoldingsReader<VenusHolding> = {
  readChangedAccounts: async (place) =>
    place.chain.venus.length === 0 ? [] : readChangedHolders(place),

  async read(place) {
    const { chainId, venus } = place.chain;
    if (venus.length === 0) return [];
    const rows = await readAccountRows(place);
    const vTokens = await readVTokenPools(place, new Set(rows.map(({ vToken }) => vToken)));
    const held = rows.flatMap((row): HeldRow[] => {
      const of = vTokens.get(row.vToken);
      return of === undefined || !(hasAnything(row) || row.isEntered) ? [] : [{ ...row, of }];
    });
    return [...Map.groupBy(held, ({ account }) => account)]
      .filter(([, own]) => own.some(hasAnything))
      .map(([account, own]) => ({ account, chainId, rows: own }));
  },

  async marketsOf({ holdings, ...place }) {
    const { chainId } = place.chain;
    const { pools, prices } = await poolHoldings(
      place,
      holdings.flatMap(({ rows }) => rows),
    );
    return pools
      .map((pool) => accountMarket({ ...pool, chainId, prices }))
      .filter((market) => market !== null);
  },

  screen({ chainId, rows }) {
    const pools = Map.groupBy(rows, ({ of }) => of.marketId);
    return [...pools]
      .filter(([, own]) => own.some(hasAnything))
      .map(
        ([marketId, own]): ScreenedMarket => ({
          marketId,
          terms: own.flatMap((row) => termsOf(chainId, row)),
        }),
      );
  },

  async readFactors({ names, ...place }) {
    const markets = await marketsAt(place, vTokensOfFactors(names));
    return readMarketFactors(place, { markets: [...markets.values()], names });
  },
};

function hasAnything({ tokens, borrowPrincipal }: AccountRow): boolean {
  return tokens > 0n || borrowPrincipal > 0n;
}

/** Whatever the account has entered has a term, if of nothing: without its price there is no verdict. */
function termsOf(chainId: number, row: HeldRow): ScreenTerm[] {
  const { vToken, tokens, borrowPrincipal, borrowIndexWad, isEntered, of } = row;
  const asset = assetCaip19(chainId, of.underlying);
  const priced = {
    oraclePriceFactor: factorName("price", vToken),
    pricedBy: { asset, unit: null },
  };
  const terms: ScreenTerm[] = [];
  if (tokens > 0n || isEntered) {
    terms.push({
      ...{ side: "collateral", asset, quantity: Number(tokens) },
      amountFactor: factorName("supply", vToken),
      ...(isEntered
        ? { weightFactor: factorName("threshold", vToken), ...priced }
        : { weightFactor: COUNTS_NOTHING, oraclePriceFactor: null, pricedBy: null }),
    });
  }
  if (borrowPrincipal > 0n) {
    const quantity = Number(borrowPrincipal) / Number(borrowIndexWad);
    const amountFactor = factorName("borrow", vToken);
    terms.push({ side: "debt", asset, quantity, amountFactor, weightFactor: null, ...priced });
  }
  return terms;
}

async function readVTokenPools(
  place: FactsPlace,
  vTokens: ReadonlySet<Address>,
): Promise<ReadonlyMap<Address, VTokenOf>> {
  const rows = await readListedMarkets(place, anyOf(venusMarket.vToken, vTokens));
  return new Map(
    rows.flatMap(({ vToken, comptroller, underlying }): [Address, VTokenOf][] => {
      const deployment = place.chain.venus.find(
        (one) => one.comptroller.toLowerCase() === comptroller,
      );
      return deployment === undefined
        ? []
        : [[vToken, { marketId: venusMarketId(deployment), underlying }]];
    }),
  );
}
