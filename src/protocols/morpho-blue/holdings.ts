import { type Address, type Hex, zeroAddress } from "viem";
import { assetCaip19 } from "../../core/identifiers.ts";
import {
  COUNTS_NOTHING,
  type Holding,
  type HoldingsReader,
  type ScreenedMarket,
  type ScreenTerm,
} from "../holdings-reader.ts";
import { readChanged } from "../read-changed.ts";
import { accountMarket, MORPHO_BLUE } from "./account-market.ts";
import { type MarketTokens, readMarketTokens } from "./read-market-tokens.ts";
import { keyName, marketsAt, readFeeRecipients } from "./read-markets.ts";
import { readPositions, readRecipients, withFeePositions } from "./read-positions.ts";
import { morphoBlueFeeRecipientVersion, morphoBluePositionVersion } from "./schema.ts";
import { factorName, marketsOfFactors, readMarketFactors } from "./screening.ts";
import type { MarketPosition } from "./state.ts";

type HeldPosition = MarketPosition & {
  morpho: Address;
  market: Hex;
  of: MarketTokens;
};

/** Stored positions, and the Morphos whose fees the account gets: how much that is depends on the block. */
type MorphoBlueHolding = Holding & {
  chainId: number;
  positions: readonly HeldPosition[];
  recipientOf: readonly Address[];
};

export const morphoBlueHoldings: HoldingsReader<MorphoBlueHolding> = {
  async readChangedAccounts(place) {
    if (place.chain.morphoBlue.length === 0) return [];
    const { account } = morphoBluePositionVersion;
    const changed = await readChanged(place, {
      table: morphoBluePositionVersion,
      address: account,
    });
    const accounts = new Set([...changed, ...(await readChangedRecipients(place))]);
    accounts.delete(zeroAddress);
    return [...accounts].sort();
  },

  async read(place) {
    const { chainId, morphoBlue } = place.chain;
    if (morphoBlue.length === 0) return [];
    const positions = await readPositions(place);
    const recipients = await readRecipients(place);
    const tokens = await readMarketTokens(place, positions);
    const positionsOf = Map.groupBy(positions, ({ account }) => account);
    const feesOf = Map.groupBy(recipients, ({ account }) => account);
    return place.accounts.flatMap((account) => {
      const own = positionsOf.get(account) ?? [];
      const recipientOf = (feesOf.get(account) ?? []).map(({ morpho }) => morpho);
      if (own.length === 0 && recipientOf.length === 0) return [];
      const held = own.map(
        ({ morpho, market, supplyShares, borrowShares, collateral }): HeldPosition => ({
          ...{ morpho, market, supplyShares, borrowShares, collateral },
          of: tokens({ morpho, market }),
        }),
      );
      return [{ account, chainId, positions: held, recipientOf }];
    });
  },

  async marketsOf({ holdings, ...place }) {
    const positions = await withFeePositions(place, {
      positions: holdings.flatMap(({ account, positions }) =>
        positions.map((position) => ({ account, ...position })),
      ),
      recipients: holdings.flatMap(({ account, recipientOf }) =>
        recipientOf.map((morpho) => ({ morpho, account })),
      ),
    });
    const markets = await marketsAt(place, positions);
    const found = await Promise.all(
      positions.map((position) => {
        const market = markets.get(keyName(position));
        const { account } = position;
        return market === undefined ? null : accountMarket({ ...place, account, market, position });
      }),
    );
    return found.filter((market) => market !== null);
  },

  screen: ({ chainId, positions }) =>
    positions.map(
      (position): ScreenedMarket => ({
        marketId: `${MORPHO_BLUE}:${position.market}`,
        terms: termsOf(chainId, position),
      }),
    ),

  async readFactors({ names, ...place }) {
    const markets = await marketsAt(place, marketsOfFactors(names));
    return readMarketFactors(place, { markets: markets.values(), names });
  },
};

/** Whoever became a recipient, and whoever was until then. */
async function readChangedRecipients(
  place: Parameters<(typeof morphoBlueHoldings)["readChangedAccounts"]>[0],
): Promise<Address[]> {
  const { block, afterBlock } = place;
  const next = await readChanged(place, {
    table: morphoBlueFeeRecipientVersion,
    address: morphoBlueFeeRecipientVersion.feeRecipient,
  });
  if (next.length === 0) return [];
  const before = await readFeeRecipients({ ...place, block: { ...block, number: afterBlock } });
  return [...next, ...before.values()];
}

/** Absent for collateral of no token, which has no value that could be told. */
function termsOf(chainId: number, position: HeldPosition): ScreenTerm[] | undefined {
  const { of, supplyShares, borrowShares, collateral } = position;
  const loan = assetCaip19(chainId, of.loanToken);
  const name = (what: Parameters<typeof factorName>[0]) => factorName(what, position);
  const unpriced = { oraclePriceFactor: null, pricedBy: null };
  const terms: ScreenTerm[] = [];
  if (supplyShares > 0n) {
    terms.push({
      ...{ side: "collateral", asset: loan, quantity: Number(supplyShares) },
      ...{ amountFactor: name("supply"), weightFactor: COUNTS_NOTHING, ...unpriced },
    });
  }
  if (collateral > 0n) {
    if (of.collateralToken === zeroAddress) return undefined;
    const asset = assetCaip19(chainId, of.collateralToken);
    terms.push({
      ...{ side: "collateral", asset, quantity: Number(collateral) },
      ...{ amountFactor: name("collateral"), weightFactor: name("lltv") },
      ...{ oraclePriceFactor: name("price"), pricedBy: { asset, unit: loan } },
    });
  }
  if (borrowShares > 0n) {
    terms.push({
      ...{ side: "debt", asset: loan, quantity: Number(borrowShares) },
      ...{ amountFactor: name("borrow"), weightFactor: null, ...unpriced },
    });
  }
  return terms;
}
