import type { Address } from "viem";
import type { AssetCaip19 } from "../core/identifiers.ts";
import type { AccountMarket } from "../core/position.ts";
import type { ReadPlace } from "./protocol-adapter.ts";

/**
 * All of an account in a protocol that changes only by what the tables record of the account itself: as
 * long as nothing is recorded of it, the same holding is good at every later block. What is in it is its
 * adapter's own affair.
 */
export type Holding = { readonly account: Address };

/**
 * One addend of a market's two sums, of which the verdict is made: `quantity` is the holding's, the
 * rest is looked up by name among the block's factors. In floating point, for screening only:
 * weighted collateral / debt is about the health factor.
 */
export type ScreenTerm = {
  side: "collateral" | "debt";
  asset: AssetCaip19;
  /** Raw facts such as a scaled balance, shares or art; negative where a margin account's part is. */
  quantity: number;
  /** Name of the factor that makes whole tokens of a quantity: an index, a share price. */
  amountFactor: string;
  /** Name of the factor that makes of a whole token's worth what the rule counts: a threshold. Null: 1; 0: counts nothing. */
  weightFactor: string | null;
  /** Name of the market's own oracle's price of a whole token. Null: 1. */
  oraclePriceFactor: string | null;
  /** Whose price in which unit stands for the oracle's, where another oracle is asked. Null: none, it is fixed. */
  pricedBy: { asset: AssetCaip19; unit: AssetCaip19 | null } | null;
};

/** An account's part in one market as the screening sees it. */
export type ScreenedMarket = {
  marketId: string;
  /** Absent where a market is no sum of such terms: it is then always decided exactly. */
  terms?: readonly ScreenTerm[] | undefined;
};

type FactsPlace = Omit<ReadPlace, "contracts">;

/** How a protocol's facts of accounts are read apart from those of its blocks, so that a book can keep them. */
export type HoldingsReader = {
  /** Accounts whose holdings are others at the block than they were after `afterBlock`, ascending; may name more. */
  readChangedAccounts(place: FactsPlace & { afterBlock: bigint }): Promise<Address[]>;
  /** What the accounts have; an account that has nothing is left out. */
  read(parameters: FactsPlace & { accounts: readonly Address[] }): Promise<Holding[]>;
  /** The markets of holdings of this very reader, at a block at which they are still good. */
  marketsOf(parameters: ReadPlace & { holdings: readonly Holding[] }): Promise<AccountMarket[]>;
  screen(holding: Holding): readonly ScreenedMarket[];
  /** The factors of the block that the terms of the given holdings name. One not known is left out. */
  readFactors(
    place: ReadPlace & { names: ReadonlySet<string> },
  ): Promise<ReadonlyMap<string, number>>;
};
