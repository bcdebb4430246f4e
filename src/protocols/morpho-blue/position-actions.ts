import type { RuleAction, RuleRefusal } from "../../core/market-rule.ts";
import { type PositionStanding, standingAmounts } from "./position-standing.ts";
import { toSharesDown, toSharesUp } from "./share-math.ts";
import { borrowed, collateralSupplied, type MarketChange, repaid, supplied } from "./state.ts";
import { maximumBorrow } from "./valuation.ts";

/** Each action of Morpho.sol on one side of a market. */
export type PositionAction = {
  kind: RuleAction["kind"] | "deposit-collateral" | "withdraw-collateral";
  amount: bigint;
};
type Acted = { refusal: RuleRefusal } | { refusal: null; after: PositionStanding };

/**
 * What Morpho would make of an action in the very block of the standing (Morpho.sol of
 * @morpho-org/morpho-blue 1.0.0), amounts given as assets. All that is owed is repaid by its shares,
 * as Morpho advises: by assets that may fail.
 */
export function act(standing: PositionStanding, { kind, amount }: PositionAction): Acted {
  const { totals } = standing.market;
  const amounts = standingAmounts(standing);
  const supplySide = { assets: totals.totalSupplyAssets, shares: totals.totalSupplyShares };
  const borrowSide = { assets: totals.totalBorrowAssets, shares: totals.totalBorrowShares };
  switch (kind) {
    case "deposit-collateral":
      return { refusal: null, after: changed(standing, collateralSupplied(amount)) };
    case "withdraw-collateral": {
      if (amount > amounts.collateral) return exceeds("collateral");
      const after = withoutCollateral(standing, amount);
      return isHealthy(after) ? { refusal: null, after } : insufficientCollateral;
    }
    case "deposit": {
      const change = supplied({ assets: amount, shares: toSharesDown(amount, supplySide) });
      return { refusal: null, after: changed(standing, change) };
    }
    case "withdraw": {
      if (amount > amounts.supplyAssets) return exceeds("supply");
      const after = withoutSupply(standing, amount);
      return hasLiquidity(after) ? { refusal: null, after } : insufficientLiquidity;
    }
    case "borrow": {
      const shares = toSharesUp(amount, borrowSide);
      const after = changed(standing, borrowed({ assets: amount, shares }));
      if (!isHealthy(after)) return insufficientCollateral;
      return hasLiquidity(after) ? { refusal: null, after } : insufficientLiquidity;
    }
    case "repay": {
      if (amount > amounts.borrowAssets) return exceeds("debt");
      const { borrowShares } = standing.position;
      const shares =
        amount === amounts.borrowAssets ? borrowShares : toSharesDown(amount, borrowSide);
      if (shares > borrowShares) return exceeds("debt");
      return { refusal: null, after: changed(standing, repaid({ assets: amount, shares })) };
    }
  }
}

/** What may still be owed on what would be left of the collateral, less what is (_isHealthy). */
export function collateralSlack(standing: PositionStanding, withdrawn: bigint): bigint {
  const { market, position, oraclePrice } = standing;
  const { collateral, borrowAssets } = standingAmounts(standing);
  if (withdrawn > collateral) {
    throw new RangeError(`${withdrawn} of ${collateral} cannot be taken out.`);
  }
  if (position.borrowShares === 0n) return 1n;
  const { lltvWad } = market;
  const left = collateral - withdrawn;
  return maximumBorrow({ collateral: left, oraclePrice, lltvWad }) - borrowAssets;
}

export function withoutCollateral(standing: PositionStanding, amount: bigint): PositionStanding {
  return changed(standing, collateralSupplied(-amount));
}

export function withoutSupply(standing: PositionStanding, amount: bigint): PositionStanding {
  const { totalSupplyAssets: assets, totalSupplyShares: shares } = standing.market.totals;
  const burned = toSharesUp(amount, { assets, shares });
  return changed(standing, supplied({ assets: -amount, shares: -burned }));
}

function changed(standing: PositionStanding, change: MarketChange): PositionStanding {
  const { market, position } = standing;
  return {
    ...standing,
    market: { ...market, totals: change.totals(market.totals) },
    position: change.position(position),
  };
}

function isHealthy(standing: PositionStanding): boolean {
  return collateralSlack(standing, 0n) >= 0n;
}

function hasLiquidity({ market: { totals } }: PositionStanding): boolean {
  return totals.totalBorrowAssets <= totals.totalSupplyAssets;
}

const insufficientCollateral: Acted = {
  refusal: {
    code: "insufficient-collateral",
    detail: "The collateral does not carry the debt that would be left.",
  },
};

const insufficientLiquidity: Acted = {
  refusal: { code: "insufficient-liquidity", detail: "So much is not at hand in the market." },
};

function exceeds(what: string): Acted {
  return { refusal: { code: "exceeds-balance", detail: `The ${what} is less than that.` } };
}
