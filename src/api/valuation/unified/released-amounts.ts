import type { AccountMarket, Position } from "../../../core/position.ts";

/** Of each position, in their order, what the market's rules would release of it, all of them together. */
export function releasedAmounts(market: AccountMarket): readonly (bigint | null)[] {
  void market;
  const whole = (position: Position) => position.amount;
  return market.positions.map((position) => (position.kind === "debt" ? 0n : whole(position)));
}
