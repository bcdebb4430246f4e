import type { Address } from "viem";
import type { AssetCaip19 } from "./identifiers.ts";
import type { MarketRule, RepricingRule } from "./market-rule.ts";

/** Why an answer is less than certain. `code` is stable, `detail` one sentence for people. */
export type Cause = {
  code: string;
  detail: string;
  chainId?: number | undefined;
  marketId?: string | undefined;
  asset?: string | undefined;
};

/** What an account has in a market: collateral or debt in one asset, in raw units of the asset. */
export type Position = {
  kind: "collateral" | "debt";
  asset: AssetCaip19;
  symbol: string;
  decimals: number;
  /** Raw units at the answer's block; collateral as the contract rounds it, debt likewise. Never negative. */
  amount: bigint;
  /** A debt as the contract has booked it, where interest since then is in `amount` but not yet in its books. */
  bookedAmount?: bigint | undefined;
  /** The receipt or debt token, the contract that holds the deposit, or who holds it in the contract's books. */
  holder: Address;
  /** Whether the market counts it as collateral for the account's debt; always true for debt. */
  securesDebt: boolean;
  /** `locked`: enforceable, in a Ballast vault. Everything else is `observed`. */
  enforceability: "locked" | "observed";
  /** When a locked amount frees at the earliest: the amount in withdrawal requests is its own position. */
  availableAtSeconds?: number | undefined;
  /**
   * The shares through which the asset is held, outermost first, each with its raw units: a vault
   * share is counted as what it stands for. Absent where the asset is held itself.
   */
  wrappedIn?: readonly WrappedAmount[] | undefined;
};

/** An amount of a share token that stands for an amount of another asset. */
export type WrappedAmount = {
  asset: AssetCaip19;
  symbol: string;
  decimals: number;
  amount: bigint;
};

/** The verdict of a market by its own rules and its own oracle, as its contract states it. */
export type MarketHealth = {
  /** Unit of the base amounts, such as USD × 10^8 for Aave, or raw units of `baseAsset`. */
  baseUnitDecimals: number;
  /** The asset in which the market reckons; absent where it is USD. */
  baseAsset?: AssetCaip19 | undefined;
  totalCollateralBase: bigint;
  totalDebtBase: bigint;
  availableBorrowsBase: bigint;
  currentLiquidationThresholdBps: bigint;
  ltvBps: bigint;
  /** Wad; null without debt, where the contract returns the largest uint256. */
  healthFactorWad: bigint | null;
  liquidatable: boolean;
};

/**
 * A derivative as its venue has it at the answer's block: signed, wad of the instrument's base (size)
 * and of what the venue settles in. Null where the venue's contract fails to state it.
 */
export type DerivativePosition = {
  /** The contract that stands for the instrument, such as a base token. */
  instrument: Address;
  symbol: string;
  /** Positive: long. All that the account has in the instrument, also through liquidity. */
  sizeWad: bigint | null;
  /** What was paid (negative) or got for the size: with its value it makes the unrealised result. */
  openNotionalWad: bigint | null;
  indexPriceWad: bigint | null;
  /** What the venue itself values the size at. */
  markPriceWad: bigint | null;
  /**
   * The last mark price at which the account's value is not negative, all else as it is; null where
   * there is none, or where it is not known.
   */
  bankruptcyPriceWad: bigint | null;
  unrealizedPnlWad: bigint | null;
  /** Positive: owed by the account, and not yet taken from it. */
  pendingFundingWad: bigint | null;
  /** The part that comes of liquidity which the account provides. */
  liquidity?: DerivativeLiquidity | undefined;
};

/** What a maker has in an instrument: parts of its size and notional, and earned fees. */
export type DerivativeLiquidity = {
  sizeWad: bigint | null;
  openNotionalWad: bigint | null;
  /** Earned and not yet collected. */
  pendingFeesWad: bigint | null;
  ranges: readonly { lowerTick: number; upperTick: number; liquidity: bigint }[];
};

/** What stands behind an account's derivatives, as the venue itself says, wad of `asset`, signed. */
export type MarginAccount = {
  asset: AssetCaip19;
  /** All that the account is worth to the venue, unrealised results included. */
  accountValueWad: bigint;
  /** The same without unrealised results. */
  totalCollateralValueWad: bigint;
  /** What may be taken out or margin something new. */
  freeCollateralWad: bigint;
  /** Below this nothing new can be opened. */
  initialRequirementWad: bigint;
  /** Below this the account's positions may be liquidated. */
  maintenanceRequirementWad: bigint;
  liquidatable: boolean;
};

/** One account's standing in one market (margin silo) of a protocol. */
export type AccountMarket = {
  account: Address;
  chainId: number;
  protocol: string;
  /** Unique on its chain, such as `aave-v3:main`. */
  marketId: string;
  positions: readonly Position[];
  /** Null where the market has no rule (a vault) or where it cannot be computed: then a cause says why. */
  health: MarketHealth | null;
  causes: readonly Cause[];
  /**
   * The rule behind `health`. Absent where that is not known, where nobody asked for one on an account
   * on which there is nothing to judge, and where other prices change amounts as well.
   */
  rule?: MarketRule | undefined;
  /** Where amounts cannot be others and prices can: of a margin account. */
  priceRule?: RepricingRule | undefined;
  /** Open derivatives; what they are worth is in `positions` as well, in the asset they settle in. */
  derivatives?: readonly DerivativePosition[] | undefined;
  /** Absent where the market has no margin, or where it cannot be computed: then a cause says why. */
  margin?: MarginAccount | undefined;
  /** A debt of an amount that is not known is missing among the positions: no total is known. */
  debtUnknown?: boolean | undefined;
  /** The account holds these for others, at whom they are counted: it is a vault, or keeps collateral. */
  passThrough?: boolean | undefined;
};
