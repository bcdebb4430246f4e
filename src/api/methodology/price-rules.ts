import type { RateCap } from "../../core/rate-observation.ts";
import type { MarketSessions } from "../pricing/market-sessions.ts";

/**
 * Rules of a policy beyond the median, each with what it needs. A rule that is left out is not
 * applied. docs/prices.md says what each does, price-policies.ts which class has which and why.
 */
export type PriceRules = {
  /** R7, R13: a price that moves farther than this from the last accepted one has to be confirmed. */
  breaker?: {
    jumpBps: number;
    /** A second evaluation confirms where it rests on a value written at least this much later. */
    intervalSeconds: number;
    /** A quorum that stands for this long passes without the votes or the news it would need. */
    boxSeconds: number;
  };
  /** R8: how far and how fast the low side may rise above its own lows within the window. */
  rise?: { burstBps: number; bpsPerHour: number; windowSeconds: number };
  /** R12: the value of a stablecoin by its name; the low side never counts it for more. */
  par?: {
    parWad: bigint;
    depegBps: number;
    /** Hard spread while the depeg is confirmed: feeds a round apart differ by more in one. */
    depegHardSpreadBps: number;
  };
  /** R14: how far a net asset value may lie from the one a window ago. */
  step?: { stepBps: number; windowSeconds: number };
  /** R14: the policy takes net asset values of an issuer as votes, which are `not_a_market` elsewhere. */
  acceptsNav?: boolean;
};

/** What the methodology knows of a feed beyond its source. */
export type FeedRules = {
  /** Decimals at activation; any other number later is `decimals_changed`. */
  decimals?: number;
  /** `nav`: an issuer's net asset value. `fixed`: a constant, which never votes. Left out: a market's price. */
  nature?: "market" | "nav" | "fixed";
  /** Of a pool: what it must hold of the quote token at least, as its liquidity says, in USD × 10^18. */
  minimumDepthWad?: bigint;
  /** Hours of a market that closes; left out: it never does. */
  sessions?: MarketSessions;
};

/** R11: a price that is a rate times another price. Such a price has no feeds of its own. */
export type DerivedRule = {
  rateId: string;
  /** Unit that the rate is counted in: `ETH` for wstETH/ETH. `basePriceId` must be its price in USD. */
  rateUnit: string;
  basePriceId: string;
  /** Price that markets give the same asset, where there is one; collateral counts for the lower one. */
  marketPriceId: string | null;
  /** A rate that lies farther than this from the one a window ago is held. */
  guard: { stepBps: number; windowSeconds: number };
  maximumAgeSeconds: number;
  /**
   * Highest rate that growth explains, as Aave's CAPO: its terms, or `contract` where they are what
   * the rate's adapter says at the time; null where the rate has no such bound.
   */
  cap: RateCap | "contract" | null;
};

/**
 * R15: a price of a token that stands for another one in escrow on its home chain. Such a price has no
 * feeds of its own.
 */
export type BackingRule = {
  /** Of the methodology's bridged tokens. */
  bridgedId: string;
  /** Price of what is kept in escrow. */
  basePriceId: string;
};

/** R16: what an independent source said of the price at a time, at which the composition is checked. */
export type PriceReference = { priceWad: bigint; source: string; timeSeconds: number };
