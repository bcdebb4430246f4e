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
  /** Raw facts such as a scaled balance, shares or art. */
  quantity: number;
  /** Name of the factor that makes whole tokens of a quantity: an index, a share price. */
  amountFactor: string;
  /**
   * Name of the factor that makes of a whole token's worth what the rule counts: a threshold. Null: 1;
   * COUNTS_NOTHING where the rule does not count it.
   */
  weightFactor: string | null;
  /** Name of the market's own oracle's price of a whole token. Null: 1. */
  oraclePriceFactor: string | null;
  /** Whose price in which unit stands for the oracle's, where another oracle is asked. Null: none, it is fixed. */
  pricedBy: { asset: AssetCaip19; unit: AssetCaip19 | null } | null;
};

/** The weight factor of what a rule does not count: always 0. */
export const COUNTS_NOTHING = "nothing";

/**
 * The least sum, in whole tokens or units of the market's oracle, of which a screened one is within a
 * thousandth: below it what the contract rounds away matters, and the market is decided exactly.
 */
export const LEAST_SCREENED_SUM = 0.01;

/** A unit of a token of fewer decimals is too much for that: its factors are left out. */
export const LEAST_SCREENED_DECIMALS = 6;

/** An account's part in one market as the screening sees it. An account may have several of one market. */
export type ScreenedMarket = {
  marketId: string;
  /** Absent where a market is no sum of such terms: it is then always decided exactly. */
  terms?: readonly ScreenTerm[] | undefined;
};

/** No block is before it: whoever ever had anything has changed since. */
export const BEFORE_ALL_BLOCKS = -1n;

export type FactsPlace = Omit<ReadPlace, "contracts">;

/** How a protocol's facts of accounts are read apart from those of its blocks, so that a book can keep them. */
export type HoldingsReader<OwnHolding extends Holding = Holding> = {
  /**
   * Accounts whose holdings are others at the block than they were after `afterBlock`, ascending; may
   * name more. After BEFORE_ALL_BLOCKS: every account that ever had anything. What blocks had changed that a
   * reorg undid is in no table any more: who keeps holdings reads the accounts again that these named.
   */
  readChangedAccounts(place: FactsPlace & { afterBlock: bigint }): Promise<Address[]>;
  /** What the accounts have; an account that has nothing is left out. */
  read(parameters: FactsPlace & { accounts: readonly Address[] }): Promise<OwnHolding[]>;
  /**
   * The markets of holdings of this very reader, at a block at which they are still good. Reads no
   * table of accounts.
   */
  marketsOf(parameters: ReadPlace & { holdings: readonly OwnHolding[] }): Promise<AccountMarket[]>;
  screen(holding: OwnHolding): readonly ScreenedMarket[];
  /**
   * The factors of the block that the terms of the given holdings name. One not known is left out:
   * a market with such a term is decided exactly.
   */
  readFactors(
    place: ReadPlace & { names: ReadonlySet<string> },
  ): Promise<ReadonlyMap<string, number>>;
};
