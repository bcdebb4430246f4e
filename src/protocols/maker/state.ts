import { BallastError } from "../../core/ballast-error.ts";
import { RAY } from "../../core/fixed-point.ts";

/*
 * What each function of vat.sol does to the Vat's books. Units as there: ink, art, gem in wad, rate
 * in ray, dai and sin in rad (10^45). Every result is checked as the contract checks it: a negative
 * one means that a call was missed.
 */

/** Collateral and normalised debt of an urn. */
export type Urn = { ink: bigint; art: bigint };
/** An ilk's total normalised debt and its accumulated rate. */
export type IlkDebt = { totalArt: bigint; rateRay: bigint };
/** An account's internal DAI, and the system's unbacked debt booked to it. */
export type DaiBalance = { daiRad: bigint; sinRad: bigint };

export const noUrn: Urn = { ink: 0n, art: 0n };
export const noDai: DaiBalance = { daiRad: 0n, sinRad: 0n };
/** An ilk after Vat.init. */
export const freshIlkDebt: IlkDebt = { totalArt: 0n, rateRay: RAY };

/** frob, grab, and either side of fork. */
export function changeUrn(urn: Urn, change: Urn): Urn {
  return {
    ink: notNegative("ink", urn.ink + change.ink),
    art: notNegative("art", urn.art + change.art),
  };
}

/** frob and grab; a fork leaves the total as it is. */
export function changeTotalArt(ilk: IlkDebt, dart: bigint): IlkDebt {
  return { ...ilk, totalArt: notNegative("Art", ilk.totalArt + dart) };
}

/** fold, which also gives Art × the change to the account that it names. */
export function foldRate(ilk: IlkDebt, rateChangeRay: bigint): IlkDebt {
  return { ...ilk, rateRay: notNegative("rate", ilk.rateRay + rateChangeRay) };
}

/** slip, flux, frob and grab. */
export function changeGem(gem: bigint, wad: bigint): bigint {
  return notNegative("gem", gem + wad);
}

/** move, frob, fold, heal and suck for DAI; grab, heal and suck for sin. */
export function changeDai(balance: DaiBalance, change: Partial<DaiBalance>): DaiBalance {
  return {
    daiRad: notNegative("dai", balance.daiRad + (change.daiRad ?? 0n)),
    sinRad: notNegative("sin", balance.sinRad + (change.sinRad ?? 0n)),
  };
}

function notNegative(what: string, value: bigint): bigint {
  if (value < 0n) {
    throw new BallastError(
      `The Vat's ${what} would become ${value}: calls to the Vat are missing.`,
      {
        code: "maker-balance-negative",
        remedy:
          "Index from the Vat's own block, by an RPC that gives the callTracer's every frame.",
      },
    );
  }
  return value;
}
