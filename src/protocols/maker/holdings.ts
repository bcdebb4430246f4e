import type { Address, Hex } from "viem";
import { assetCaip19 } from "../../core/identifiers.ts";
import {
  COUNTS_NOTHING,
  type Holding,
  type HoldingsReader,
  type ScreenedMarket,
  type ScreenTerm,
} from "../holdings-reader.ts";
import { readChanged } from "../read-changed.ts";
import { accountMarkets } from "./account-markets.ts";
import { lowerCase } from "./deployments.ts";
import { type IlkTokens, ilkTokensAt } from "./ilk-tokens.ts";
import { type Books, readBooks } from "./read-books.ts";
import { vatsAt } from "./read-ilks.ts";
import { readHolders, readOwnersOf } from "./read-owners.ts";
import { makerDaiVersion, makerGemVersion, makerOwnerVersion, makerUrnVersion } from "./schema.ts";
import { factorName, RAD_FACTOR, readVatFactors, WAD_FACTOR } from "./screening.ts";

type Held<Row> = Row & { of: IlkTokens };

/** The addresses that act for the account and have something in a Vat's books, and what that is. */
type MakerHolding = Holding & {
  chainId: number;
  holders: readonly Address[];
  books: {
    urns: readonly Held<Books["urns"][number]>[];
    gems: readonly Held<Books["gems"][number]>[];
    dai: readonly Held<Books["dai"][number]>[];
  };
};

export const makerHoldings: HoldingsReader<MakerHolding> = {
  /** Who owns an address before a change of owners and after it: what it holds moves between them. */
  async readChangedAccounts(place) {
    if (place.chain.maker.length === 0) return [];
    const { facts, block, afterBlock } = place;
    const given = await readChanged(place, {
      table: makerOwnerVersion,
      address: makerOwnerVersion.holder,
    });
    const holders = new Set(given);
    for (const { table, address } of [
      { table: makerUrnVersion, address: makerUrnVersion.urn },
      { table: makerGemVersion, address: makerGemVersion.holder },
      { table: makerDaiVersion, address: makerDaiVersion.holder },
    ]) {
      for (const holder of await readChanged(place, { table, address })) holders.add(holder);
    }
    const ownerOf = await readOwnersOf({ facts, block, holders });
    const accounts = new Set([...holders].map(ownerOf));
    if (afterBlock >= 0n && given.length > 0) {
      const before = { ...block, number: afterBlock };
      const ownerBefore = await readOwnersOf({ facts, block: before, holders: given });
      for (const holder of given) accounts.add(ownerBefore(holder));
    }
    return [...accounts].sort();
  },

  async read({ accounts, ...place }) {
    const { facts, chain, block } = place;
    if (chain.maker.length === 0) return [];
    const accountOf = await readHolders({ facts, block, accounts });
    const books = await readBooks({
      facts,
      block,
      vats: chain.maker.map(({ vat }) => lowerCase(vat)),
      holders: [...accountOf.keys()],
    });
    const tokensOf = await ilkTokensAt(place);
    const held = <Row extends { vat: Address; ilk?: Hex }>(
      rows: readonly Row[],
      holderOf: (row: Row) => Address,
    ) =>
      Map.groupBy(
        rows.map((row) => ({ ...row, of: tokensOf(row) })),
        (row) => accountOf.get(holderOf(row)),
      );
    const urns = held(
      books.urns.filter(({ ink, art }) => ink > 0n || art > 0n),
      ({ urn }) => urn,
    );
    const gems = held(
      books.gems.filter(({ gem }) => gem > 0n),
      ({ holder }) => holder,
    );
    const dai = held(
      books.dai.filter(({ daiRad, sinRad }) => daiRad > 0n || sinRad > 0n),
      ({ holder }) => holder,
    );
    return accounts.flatMap((account): MakerHolding[] => {
      const own = {
        urns: urns.get(account) ?? [],
        gems: gems.get(account) ?? [],
        dai: dai.get(account) ?? [],
      };
      const holders = new Set([
        ...own.urns.map(({ urn }) => urn),
        ...[...own.gems, ...own.dai].map(({ holder }) => holder),
      ]);
      if (holders.size === 0) return [];
      return [{ account, chainId: chain.chainId, holders: [...holders].sort(), books: own }];
    });
  },

  async marketsOf({ holdings, ...place }) {
    const vats = await vatsAt(place);
    return holdings.flatMap(({ account, chainId, books, holders }) =>
      vats.flatMap((vat) => accountMarkets({ account, chainId, vat, books, holders })),
    );
  },

  screen: ({ chainId, books }) => [
    ...books.urns.map((urn) => screenUrn(chainId, urn)),
    ...books.gems.map((gem) => screenGem(chainId, gem)),
    ...books.dai.map((dai) => screenDai(chainId, dai)),
  ],

  readFactors: async ({ names, ...place }) => readVatFactors(await vatsAt(place), names),
};

const unpriced = { oraclePriceFactor: null, pricedBy: null } as const;
const uncounted = { weightFactor: COUNTS_NOTHING, ...unpriced } as const;

/** Absent for an urn whose token is not known yet. The debt is at the stored rate, as the verdict's. */
function screenUrn(
  chainId: number,
  { vat, ilk, ink, art, of }: MakerHolding["books"]["urns"][number],
): ScreenedMarket {
  const { marketId, dai, gem } = of;
  if (gem === null) return { marketId };
  const asset = assetCaip19(chainId, gem);
  const terms: ScreenTerm[] = [
    {
      ...{ side: "collateral", asset, quantity: Number(ink), amountFactor: WAD_FACTOR },
      weightFactor: factorName("threshold", vat, ilk),
      oraclePriceFactor: factorName("price", vat, ilk),
      pricedBy: { asset, unit: null },
    },
  ];
  if (art > 0n) {
    terms.push({
      ...{ side: "debt", asset: assetCaip19(chainId, dai), quantity: Number(art) },
      ...{ amountFactor: factorName("rate", vat, ilk), weightFactor: null, ...unpriced },
    });
  }
  return { marketId, terms };
}

function screenGem(
  chainId: number,
  { gem: quantity, of }: MakerHolding["books"]["gems"][number],
): ScreenedMarket {
  const { marketId, gem } = of;
  if (gem === null) return { marketId };
  const asset = assetCaip19(chainId, gem);
  const amount = { quantity: Number(quantity), amountFactor: WAD_FACTOR };
  return { marketId, terms: [{ side: "collateral", asset, ...amount, ...uncounted }] };
}

function screenDai(
  chainId: number,
  { daiRad, sinRad, of }: MakerHolding["books"]["dai"][number],
): ScreenedMarket {
  const asset = assetCaip19(chainId, of.dai);
  const amountFactor = RAD_FACTOR;
  const terms: ScreenTerm[] = [];
  if (daiRad > 0n) {
    const quantity = Number(daiRad);
    terms.push({ side: "collateral", asset, quantity, amountFactor, ...uncounted });
  }
  if (sinRad > 0n) {
    const quantity = Number(sinRad);
    terms.push({ side: "debt", asset, quantity, amountFactor, weightFactor: null, ...unpriced });
  }
  return { marketId: of.marketId, terms };
}
