import type { Address } from "viem";
import { parseAssetCaip19 } from "../../core/identifiers.ts";
import type { ValuedMarket } from "../valuation/account-value.ts";
import { type BreakdownEntry, encodeBreakdownEntry } from "./breakdown.ts";
import { compareBytes } from "./compare-bytes.ts";

/** From USD × 10^18 to the attestation's USD × 10^8. */
const WAD_PER_UNIT = 10n ** 10n;

/** USD × 10^18 as USD × 10^8, rounded down. */
export function toUnitsDown(wad: bigint): bigint {
  return wad / WAD_PER_UNIT;
}

/** USD × 10^18 as USD × 10^8, rounded up. */
export function toUnitsUp(wad: bigint): bigint {
  return (wad + WAD_PER_UNIT - 1n) / WAD_PER_UNIT;
}

/** The positions of an account's markets that hold something, ascending by encoded bytes. */
export function breakdownOf(
  markets: readonly ValuedMarket[],
  wormholeChainIdOf: (chainId: number) => number,
): BreakdownEntry[] {
  const entries = markets.flatMap((market) =>
    market.positions
      .filter(({ amount }) => amount > 0n)
      .map((position): BreakdownEntry => {
        const { valueWad } = position;
        const round = position.kind === "collateral" ? toUnitsDown : toUnitsUp;
        return {
          chainId: market.chainId,
          wormholeChainId: wormholeChainIdOf(market.chainId),
          protocol: market.protocol,
          marketId: market.marketId,
          kind: position.kind,
          asset: parseAssetCaip19(position.asset).token,
          holder: position.holder.toLowerCase() as Address,
          amount: position.amount,
          value: valueWad === null ? null : round(valueWad),
          haircutBps: position.haircutBps,
          securesDebt: position.securesDebt,
          locked: position.enforceability === "locked",
        };
      }),
  );
  return entries
    .map((entry) => ({ entry, bytes: encodeBreakdownEntry(entry) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes))
    .map(({ entry }) => entry);
}
