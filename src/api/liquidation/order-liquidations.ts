import type { Liquidation } from "../../core/liquidation.ts";

/** Where a liquidation is among those of all chains. */
export type LiquidationOrder = Pick<
  Liquidation,
  "timestampSeconds" | "chainId" | "blockNumber" | "logIndex"
>;

/** Newest first; at one time by chain, in a block by log. */
export function compareLiquidations(a: LiquidationOrder, b: LiquidationOrder): number {
  return (
    b.timestampSeconds - a.timestampSeconds ||
    b.chainId - a.chainId ||
    Number(b.blockNumber - a.blockNumber) ||
    b.logIndex - a.logIndex
  );
}
