import type { Address } from "viem";
import type { RulePrice } from "../../../core/market-rule.ts";
import type { MarketHealth } from "../../../core/position.ts";
import type { PriceDoubtSource } from "../price-doubt.ts";

/**
 * What an account's markets are worth together, USD × 10^18, each null where a part is not known.
 * locked = Σ of what Ballast's vaults hold, after haircuts. free = Σ over markets of what the market's
 * own rules would release, after haircuts, and never more than its collateral after haircuts is above
 * its debt: so collateral covers its own debt by the market's prices and by ours.
 */
export type UnifiedTotals = {
  lockedWad: bigint | null;
  freeWad: bigint | null;
  /** locked in full, free at the methodology's rate, less what size takes; null also without such rules. */
  unifiedWad: bigint | null;
};

/** A market's price beside Ballast's for the same, both in the market's oracle's unit. */
export type PriceDivergence = {
  rulePrice: RulePrice;
  /** Null where the methodology has no price of it. */
  priceId: string | null;
  /** Null where Ballast has no price. */
  ballastPrice: bigint | null;
  /** (oracle − Ballast) / Ballast, towards zero; null where Ballast has no price. */
  differenceBps: bigint | null;
};

/**
 * The market's own rule on the account at Ballast's median prices in place of its oracle's. `differs`
 * says who would liquidate: the protocol although our prices do not say so, or only our prices.
 */
export type IndependentVerdict = {
  /** Null where Ballast lacks a price that the rule needs. */
  health: MarketHealth | null;
  differs: "no" | "protocol-only" | "independent-only" | "unknown";
  prices: readonly PriceDivergence[];
  /** Health factors where every price is as far off as its doubts go, to the worse and to the better side. */
  lowerHealthFactorWad: bigint | null;
  upperHealthFactorWad: bigint | null;
};

/** One market's part, in the order of the account's markets. */
export type MarketStanding = {
  lockedWad: bigint | null;
  freeWad: bigint | null;
  /** Absent where the market has no rule on the account. */
  independent?: IndependentVerdict | undefined;
};

/**
 * The market nearest to liquidation by its own rule. `distanceBps`: how far the prices of all collateral
 * may fall together, rounded down: 1 − 1 / health factor.
 */
export type WeakestLink =
  | { state: "none" }
  /** A market with a debt whose health is not known may be the weakest. */
  | { state: "unknown"; account: Address; chainId: number; marketId: string }
  | {
      state: "known";
      account: Address;
      chainId: number;
      marketId: string;
      healthFactorWad: bigint;
      distanceBps: bigint;
      liquidatable: boolean;
    };

export const BOUND_SOURCES = [
  "dispersion",
  "confidence",
  "age",
  "lag",
  "finality",
  "in-flight",
] as const satisfies readonly (PriceDoubtSource | "finality" | "in-flight")[];
export type BoundSource = (typeof BOUND_SOURCES)[number];

/** Between what and what a value is, and what makes the difference: the shares add up to the width. */
export type ValueBounds = {
  lowerWad: bigint;
  upperWad: bigint;
  /** Width as a share of the larger of both in basis points, rounded up; 0 where both are nothing. */
  widthBps: bigint;
  /** Null: not known, and not in the bounds. */
  shares: readonly { source: BoundSource; wad: bigint | null }[];
};

export type UnifiedValue = {
  totals: UnifiedTotals;
  markets: readonly MarketStanding[];
  weakestLink: WeakestLink;
  /** Null where the total is. */
  bounds: { net: ValueBounds | null; unified: ValueBounds | null };
};
