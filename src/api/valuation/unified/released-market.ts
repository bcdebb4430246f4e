import type { AccountMarket, MarginAccount, Position } from "../../../core/position.ts";
import { releasableCollateral } from "../../liquidation/releasable-collateral.ts";

/**
 * Of each position, in their order, what of it counts outside of its market: what is locked in whole, and
 * else what the market's own rules would release, all of them together; null where that is not known.
 * A margin account without a rule releases its settlement token up to its free collateral, and nothing
 * else while it has derivatives or owes something: what the venue would make of the rest is not looked at.
 */
function releasedAmounts(market: AccountMarket): readonly (bigint | null)[] {
  const releasable = releasableCollateral(market).values();
  return market.positions.map((position) => {
    if (position.kind === "debt") return 0n;
    const joint = releasable.next().value?.joint ?? null;
    if (position.enforceability === "locked") return position.amount;
    const { rule, margin, derivatives = [] } = market;
    const isEngaged = derivatives.length > 0 || market.positions.some(isDebt);
    if (rule !== undefined || !isEngaged || margin === undefined) return joint;
    return releasedMargin(position, margin);
  });
}

function isDebt({ kind, amount }: Position): boolean {
  return kind === "debt" && amount > 0n;
}

function releasedMargin({ asset, amount, decimals }: Position, margin: MarginAccount): bigint {
  if (asset !== margin.asset) return 0n;
  const free = margin.freeCollateralWad / 10n ** BigInt(18 - decimals);
  return free < amount ? free : amount;
}

/** A market with what {@link releasedAmounts} says of its collateral; null where a part is not known. */
export function releasedMarket(market: AccountMarket): AccountMarket | null {
  const amounts = releasedAmounts(market);
  if (market.debtUnknown === true || amounts.includes(null)) return null;
  const positions = market.positions.map((position, index) => ({
    ...position,
    amount: amounts[index] ?? 0n,
  }));
  return { ...market, positions };
}
