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

/** What would be different, each by asset; what is left out is as it is. */
export type RuleChange = {
  /** In the oracle's unit. */
  prices?: ReadonlyMap<AssetCaip19, bigint> | undefined;
  /** Raw units of the asset that would be collateral in all, and that would be owed in all. */
  collateral?: ReadonlyMap<AssetCaip19, bigint> | undefined;
  debt?: ReadonlyMap<AssetCaip19, bigint> | undefined;
};

/**
 * A market's own rule on what an account has and owes there at the answer's block, with all of the
 * contract's rounding: what its verdict would be if prices or amounts were others.
 */
export type MarketRule = {
  /** Every price that the verdict depends on, each asset once. */
  prices: readonly RulePrice[];
  judge(change: RuleChange): MarketHealth;
};
