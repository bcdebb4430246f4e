import type { Address, Hex } from "viem";
import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { TokenFacts } from "../../tokens/read-tokens.ts";
import type { MarketTotals } from "./accrual.ts";

/** A token of a market: where it is, and what it is. */
export type MarketToken = TokenFacts & { address: Address; asset: AssetCaip19 };

/** A market at a block: everything that does not depend on an account, accrued to the block's time. */
export type Market = {
  morpho: Address;
  market: Hex;
  loanToken: MarketToken;
  /** Null in a market that only holds idle funds. */
  collateralToken: MarketToken | null;
  oracle: Address;
  lltvWad: bigint;
  totals: MarketTotals;
  /**
   * The totals so many seconds after the block, where Morpho accrues then and not before, at the rate
   * that the model gives for the time; good for `of` alone. Null where the model states no rate.
   */
  later: { of: MarketTotals; totals(seconds: bigint): MarketTotals } | null;
  /** Supply shares that the fee recipient would get if the market accrued now. */
  pendingFeeShares: bigint;
  feeRecipient: Address;
};
