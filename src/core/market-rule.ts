import type { AssetCaip19 } from "./identifiers.ts";
import type { MarketHealth } from "./position.ts";

/** A price that a market's verdict depends on, as the market's own oracle states it. */
export type RulePrice = {
  asset: AssetCaip19;
  symbol: string;
  /** In the oracle's own unit, whose smallest step is 1. */
  price: bigint;
  /** A whole token is worth price · numerator / denominator of `unit`. */
  perToken: { numerator: bigint; denominator: bigint };
  /** The asset in which the oracle states it; null: USD. */
  unit: AssetCaip19 | null;
};

/**
 * A market's own rule on what an account has and owes there at the answer's block, with all of the
 * contract's rounding: what its verdict would be if its oracle said something else.
 */
export type MarketRule = {
  /** Every price that the verdict depends on, each asset once. */
  prices: readonly RulePrice[];
  /** @param prices In the oracle's unit; those left out are as they are. */
  judge(prices: ReadonlyMap<AssetCaip19, bigint>): MarketHealth;
};
