import type { AssetCaip19 } from "./identifiers.ts";
import type { AccountMarket, MarketHealth } from "./position.ts";

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

/** An asset that an account may have or owe in a market. Amounts as its positions state them. */
export type RuleAsset = {
  asset: AssetCaip19;
  symbol: string;
  decimals: number;
  /** Raw units that the account has there, whether or not they secure its debts. */
  supplied: bigint;
  owed: bigint;
  /** The market's oracle's price; null where it states none, or its rule needs none. */
  price: RulePrice | null;
  /** Whether it may be deposited at all. */
  canBeDeposited: boolean;
  /** Whether what is deposited secures debts: as it does now, or as a first deposit would. */
  canBeCollateral: boolean;
  canBeBorrowed: boolean;
  /** What a unit of value counts for in the market's test for taking collateral out, wad; 0: nothing. */
  weightWad: bigint;
};

/** What would be different, each by asset; what is left out is as it is. */
export type RuleChange = {
  /** In the oracle's unit. */
  prices?: ReadonlyMap<AssetCaip19, bigint> | undefined;
  /**
   * Raw units of the asset that would be there in all, and that would be owed in all. A first unit
   * becomes collateral where the market's own first deposit would; the amount as it is changes nothing.
   */
  collateral?: ReadonlyMap<AssetCaip19, bigint> | undefined;
  debt?: ReadonlyMap<AssetCaip19, bigint> | undefined;
};

export type RuleAction = {
  kind: "deposit" | "withdraw" | "borrow" | "repay";
  asset: AssetCaip19;
  /** Raw units, more than 0. */
  amount: bigint;
};

/** Why a market's contract would not do something. `code` is stable, `detail` one sentence for people. */
export type RuleRefusal = { code: string; detail: string };

/** What the contract makes of an action at the answer's block; refused, everything is as it was. */
export type RuleOutcome = { refusal: RuleRefusal | null; after: AccountMarket };

/** What a market's verdict on an account would be if prices were others, with all of the contract's rounding. */
export type PriceRule = {
  /** Every price that the verdict depends on and that can be another, each asset once. */
  prices: readonly RulePrice[];
  /** Whose prices the verdict depends on besides, and stay as they are at the block. Absent: nobody's. */
  readonly fixedPrices?: readonly AssetCaip19[] | undefined;
  judge(change: Pick<RuleChange, "prices">): MarketHealth;
};

/** A rule that judges prices alone, and says what the account would have at others. */
export type RepricingRule = PriceRule & {
  /** The same account with other prices of the market's oracle, in its unit. */
  repriced(prices: ReadonlyMap<AssetCaip19, bigint>): AccountMarket;
};

/**
 * A market's own rule on what an account has and owes there at the answer's block, with all of the
 * contract's rounding: what its verdict would be if prices or amounts were others.
 */
export type MarketRule = Pick<RepricingRule, "prices" | "repriced"> & {
  /** What `judge`, `releaseSlack` and `attempt` know amounts of, by asset id; each asset once. */
  readonly assets: readonly RuleAsset[];
  judge(change: RuleChange): MarketHealth;
  /**
   * The contract's own test for taking raw units of an asset out, which is not always the test for
   * liquidation: not negative exactly where it passes, never rising with the amount. Whether the
   * contract has so much at hand is not looked at, nor a pause that is not indexed.
   * @throws RangeError for an asset that is not in `assets`, or more than is there.
   */
  releaseSlack(asset: AssetCaip19, amount: bigint): bigint;
  /**
   * The rule after so much was taken out, as the contract rounds, whether or not it is at hand.
   * @throws RangeError as `releaseSlack`, and where that is negative.
   */
  released(asset: AssetCaip19, amount: bigint): MarketRule;
  /**
   * The same account so many seconds later, where nothing happens in between but that the contract's
   * own interest grows, at the rates of the answer's block. Absent where no rates say how.
   */
  readonly aged?: ((seconds: bigint) => MarketRule) | undefined;
  /**
   * An action of the account in this very block, with the contract's rounding of every amount.
   * @throws RangeError for an asset that is not in `assets`, or an amount of 0 or less.
   */
  attempt(action: RuleAction): RuleOutcome;
};
