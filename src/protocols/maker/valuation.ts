import { BPS, mulDivDown, mulDivUp, RAY, WAD } from "../../core/fixed-point.ts";
import type { MarketHealth } from "../../core/position.ts";
import type { Urn } from "./state.ts";

/** The Vat's own unit of values: rad, DAI × 10^45. */
const RAD_DECIMALS = 45;

/** Decimals of ink, art, gem and DAI. */
const WAD_DECIMALS = 18;

/**
 * The Vat's verdict on an urn, in rad: safe ⇔ art·rate ≤ ink·spot (vat.sol), fit for `bite` ⇔
 * spot > 0 and ink·spot < art·rate (cat.sol), both with the rate that the Vat has stored: a fee not
 * yet dripped does not count. The health factor ⌊ink·spot·10^18 / (art·rate)⌋; the collateral at the
 * Spotter's price ⌊ink·spot·mat / RAY⌋; what can be drawn, before debt ceilings and the dust limit;
 * the threshold is 1/mat.
 */
export function urnHealth(parameters: {
  urn: Urn;
  rateRay: bigint;
  spotRay: bigint;
  /** The Spotter's liquidation ratio; 0 where none is set. */
  matRay: bigint;
}): MarketHealth {
  const { urn, rateRay, spotRay, matRay } = parameters;
  const backedRad = urn.ink * spotRay;
  const debtRad = urn.art * rateRay;
  const thresholdBps = matRay === 0n ? 0n : (RAY * BPS) / matRay;
  return {
    baseUnitDecimals: RAD_DECIMALS,
    totalCollateralBase: mulDivDown(backedRad, matRay, RAY),
    totalDebtBase: debtRad,
    availableBorrowsBase: backedRad > debtRad ? backedRad - debtRad : 0n,
    currentLiquidationThresholdBps: thresholdBps,
    ltvBps: thresholdBps,
    healthFactorWad: debtRad === 0n ? null : mulDivDown(backedRad, WAD, debtRad),
    liquidatable: spotRay > 0n && backedRad < debtRad,
  };
}

/** A debt in DAI's raw units, ⌈art·rate / RAY⌉: less does not clear it. */
export function debtAmount(art: bigint, rateRay: bigint): bigint {
  return mulDivUp(art, rateRay, RAY);
}

/**
 * Wad of the Vat in raw units of its token, rounded down: a GemJoin counts a token of fewer decimals
 * as 10^(18 - decimals) wad a unit.
 * @throws RangeError for a token of more than 18 decimals, which no GemJoin takes.
 */
export function gemAmount(wad: bigint, decimals: number): bigint {
  if (decimals > WAD_DECIMALS) throw new RangeError(`A gem of ${decimals} decimals.`);
  return wad / 10n ** BigInt(WAD_DECIMALS - decimals);
}

/** Units of a gem in the Vat's wad, exactly. @throws RangeError as {@link gemAmount}. */
export function inkAmount(amount: bigint, decimals: number): bigint {
  if (decimals > WAD_DECIMALS) throw new RangeError(`A gem of ${decimals} decimals.`);
  return amount * 10n ** BigInt(WAD_DECIMALS - decimals);
}

/** The normalised debt that pays raw units of DAI out, rounded up (_getDrawDart of DssProxyActions.sol). */
export function artDrawn(amount: bigint, rateRay: bigint): bigint {
  return mulDivUp(amount, RAY, rateRay);
}

/** The one normalised debt of which raw units of DAI are owed: {@link debtAmount} the other way round. */
export function artOwed(amount: bigint, rateRay: bigint): bigint {
  return amount === 0n ? 0n : ((amount - 1n) * RAY) / rateRay + 1n;
}
