import { RAY } from "../../core/fixed-point.ts";
import type { RuleAction, RuleRefusal } from "../../core/market-rule.ts";
import type { Ilk } from "./read-ilks.ts";
import type { Urn } from "./state.ts";
import type { UrnStanding } from "./urn-standing.ts";
import { artDrawn, debtAmount, gemAmount, inkAmount } from "./valuation.ts";

export type UrnAction = Pick<RuleAction, "kind" | "amount"> & { gemDecimals: number };
type Acted = { refusal: RuleRefusal } | { refusal: null; after: UrnStanding };

/**
 * What the Vat would make of an action on an urn in the very block of the standing (frob of vat.sol):
 * collateral in units of the gem, DAI that is drawn or paid back. Loans and repayments drip first, so
 * that the fee since the last drip is booked; what moves collateral alone does not. Debt ceilings are
 * not looked at.
 */
export function act(standing: UrnStanding, { kind, amount, gemDecimals }: UrnAction): Acted {
  const { urn, ilk } = standing;
  const rateRay = ilk.drippedRateRay;
  const dripped: UrnStanding = { ...standing, ilk: { ...ilk, rateRay } };
  if (ilk.rateRay === 0n) return refuse("ilk-not-started", "The ilk has not been initialised.");
  switch (kind) {
    case "deposit":
      return settle(standing, { ...urn, ink: urn.ink + inkAmount(amount, gemDecimals) });
    case "withdraw": {
      if (amount > gemAmount(urn.ink, gemDecimals)) return exceeds("collateral in the urn");
      const after = { ...urn, ink: urn.ink - inkAmount(amount, gemDecimals) };
      return isUnsafe(ilk, after) ? unsafe : settle(standing, after);
    }
    case "borrow": {
      const after = { ...urn, art: urn.art + artDrawn(amount, rateRay) };
      return isUnsafe(dripped.ilk, after) ? unsafe : settle(dripped, after);
    }
    case "repay": {
      const owed = debtAmount(urn.art, rateRay);
      if (amount > owed) return exceeds("debt");
      const repaid = amount === owed ? urn.art : (amount * RAY) / rateRay;
      return settle(dripped, { ...urn, art: urn.art - repaid });
    }
  }
}

/** Rad by which the urn is safe without some of its collateral; -1 where its debt is dust. */
export function urnSlack({ ilk, urn }: UrnStanding, withdrawn: bigint, decimals: number): bigint {
  const there = gemAmount(urn.ink, decimals);
  if (withdrawn > there) throw new RangeError(`${withdrawn} of ${there} cannot be taken out.`);
  if (urn.art === 0n) return 1n;
  if (isDust(ilk, urn)) return -1n;
  return (urn.ink - inkAmount(withdrawn, decimals)) * ilk.spotRay - urn.art * ilk.rateRay;
}

function settle(standing: UrnStanding, urn: Urn): Acted {
  return isDust(standing.ilk, urn)
    ? refuse("below-dust-limit", "The Vat holds no debt that is smaller than the ilk's dust limit.")
    : { refusal: null, after: { ...standing, urn } };
}

function isDust({ rateRay, dustRad }: Ilk, { art }: Urn): boolean {
  return art > 0n && art * rateRay < dustRad;
}

function isUnsafe({ rateRay, spotRay }: Ilk, { ink, art }: Urn): boolean {
  return art * rateRay > ink * spotRay;
}

const unsafe = refuse("insufficient-collateral", "The urn would not be safe.");

function exceeds(what: string): Acted {
  return refuse("exceeds-balance", `The ${what} is less than that.`);
}

function refuse(code: string, detail: string): Acted {
  return { refusal: { code, detail } };
}
