import type { BlockVector } from "../../core/block-vector.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import type { AssetClass } from "../methodology/methodology.ts";
import type { Price, PriceStatus } from "../pricing/price.ts";

/** A position with its value. Values in USD × 10^18: collateral low and rounded down, debt high and rounded up. */
export type ValuedPosition = Position & {
  /** Null where the methodology does not cover the asset. */
  assetClass: AssetClass | null;
  priceId: string | null;
  /** Null where the asset has no price: unknown is never zero. */
  valueWad: bigint | null;
  haircutBps: number;
  /** Collateral after the haircut, rounded down; debt as it is. Null with the value. */
  adjustedWad: bigint | null;
};

export type ValuedMarket = Omit<AccountMarket, "positions"> & {
  positions: readonly ValuedPosition[];
  totals: ValueTotals;
};

/**
 * USD × 10^18. gross = Σ collateral; debt = Σ debt; net = gross − debt (signed); adjusted = Σ over
 * markets of max(0, collateral after haircut − debt of that market): collateral that secures a debt
 * covers that debt first and a market's shortfall is not taken from another market. A total is null
 * where one of its parts has no price or is a debt that is not known. An account's totals leave out what it holds for others.
 */
export type ValueTotals = {
  grossWad: bigint | null;
  debtWad: bigint | null;
  netWad: bigint | null;
  adjustedWad: bigint | null;
};

/** One account valued at one block vector. */
export type AccountValue = {
  account: AccountId;
  vector: BlockVector;
  evaluatedAtSeconds: number;
  markets: readonly ValuedMarket[];
  totals: ValueTotals;
  /** Worst status of the prices used; `ok` for an account without positions. */
  status: PriceStatus;
  causes: readonly Cause[];
  /** Every price that a position used, by price id. */
  prices: ReadonlyMap<string, Price>;
};
