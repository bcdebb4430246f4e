import { BPS, mulDivDown, mulDivUp } from "../../core/fixed-point.ts";
import type { Position } from "../../core/position.ts";
import type { MethodologyAsset, RiskProfile } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";
import type { ValuedPosition } from "./account-value.ts";
import { effectiveHaircutBps } from "./effective-haircut-bps.ts";

/**
 * A position in USD × 10^18: collateral ⌊amount · low / 10^decimals⌋ and after the haircut
 * ⌊value · (10 000 − haircut) / 10 000⌋, debt ⌈amount · high / 10^decimals⌉. Null where the asset is
 * not in the methodology, has another number of decimals there, or has no price; an amount of nothing
 * is worth nothing at any price.
 */
export function valuePosition({
  position,
  asset,
  profile,
  price,
}: {
  position: Position;
  asset: MethodologyAsset | undefined;
  /** The asset's; left out, age takes nothing. */
  profile?: Pick<RiskProfile, "haircutBps" | "aging"> | undefined;
  price: Price | undefined;
}): ValuedPosition {
  const isDebt = position.kind === "debt";
  const collateralHaircutBps =
    profile === undefined ? asset?.haircutBps : effectiveHaircutBps(profile, price);
  const haircutBps = isDebt ? 0 : (collateralHaircutBps ?? Number(BPS));
  const valueWad = positionValueWad({ position, asset, price });
  return {
    ...position,
    assetClass: asset?.class ?? null,
    priceId: asset?.priceId ?? null,
    valueWad,
    haircutBps,
    adjustedWad: valueWad === null ? null : mulDivDown(valueWad, BPS - BigInt(haircutBps), BPS),
  };
}

function positionValueWad({
  position,
  asset,
  price,
}: {
  position: Position;
  asset: MethodologyAsset | undefined;
  price: Price | undefined;
}): bigint | null {
  if (position.amount === 0n) return 0n;
  if (asset === undefined || asset.decimals !== position.decimals) return null;
  const unit = 10n ** BigInt(position.decimals);
  if (position.kind === "debt") {
    const highWad = price?.highWad ?? null;
    return highWad === null ? null : mulDivUp(position.amount, highWad, unit);
  }
  const lowWad = price?.lowWad ?? null;
  return lowWad === null ? null : mulDivDown(position.amount, lowWad, unit);
}
