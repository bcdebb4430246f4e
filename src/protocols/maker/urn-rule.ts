import { RAY, WAD } from "../../core/fixed-point.ts";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RuleAsset, RulePrice } from "../../core/market-rule.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { Ilk } from "./read-ilks.ts";
import type { Urn } from "./state.ts";
import { act, urnSlack } from "./urn-actions.ts";
import { daiAsset, type UrnStanding } from "./urn-standing.ts";
import { artOwed, debtAmount, gemAmount, inkAmount, urnHealth } from "./valuation.ts";

/**
 * The Vat's rule on an urn: on what is in it, not on collateral outside. The price is the Vat's spot,
 * what the Spotter made of its price by dividing by mat (and par); DAI has none. Amounts of debt are
 * with the fee that a drip would book now, while the verdict goes by what is booked. Later, somebody is
 * taken to drip first: nothing but a drip books the fee.
 */
export function urnRule(
  standing: UrnStanding,
  gem: NonNullable<Ilk["gem"]>,
  marketOf: (standing: UrnStanding) => AccountMarket,
): MarketRule {
  const { chainId, vat, ilk, urn } = standing;
  const { symbol, decimals } = gem;
  const asset = assetCaip19(chainId, gem.address);
  const dai = daiAsset(chainId, vat);
  const requireAsset = (asked: AssetCaip19) => {
    if (asked === asset || asked === dai.asset) return;
    throw new RangeError(`${asked} is not in the urn's ilk.`);
  };
  const releaseSlack = (asked: AssetCaip19, amount: bigint): bigint => {
    if (asked !== asset) throw new RangeError(`${asked} is no collateral of the urn.`);
    return urnSlack(standing, amount, decimals);
  };
  const price: RulePrice = {
    ...{ asset, symbol, price: ilk.spotRay, unit: null },
    perToken: { numerator: ilk.matRay, denominator: RAY * RAY },
  };
  return {
    prices: [price],
    get assets() {
      return assetsOf();
    },
    judge({ prices, collateral, debt }) {
      const spotRay = prices?.get(asset) ?? ilk.spotRay;
      const changed = urnWith(collateral?.get(asset), debt?.get(dai.asset));
      return urnHealth({ ...ilk, urn: changed, spotRay });
    },
    releaseSlack,
    released(asked, amount) {
      if (releaseSlack(asked, amount) < 0n) {
        throw new RangeError(`The Vat does not release ${amount} of ${asked}.`);
      }
      const ink = urn.ink - inkAmount(amount, decimals);
      return urnRule({ ...standing, urn: { ...urn, ink } }, gem, marketOf);
    },
    aged(seconds) {
      const rateRay = ilk.rateRayAfter(seconds);
      const rateRayAfter = (later: bigint) => ilk.rateRayAfter(seconds + later);
      const aged = { ...ilk, rateRay, drippedRateRay: rateRay, rateRayAfter };
      return urnRule({ ...standing, ilk: aged }, gem, marketOf);
    },
    repriced: (prices) =>
      marketOf({ ...standing, ilk: { ...ilk, spotRay: prices.get(asset) ?? ilk.spotRay } }),
    attempt({ kind, asset: asked, amount }) {
      requireAsset(asked);
      if (amount <= 0n) throw new RangeError(`${amount} is no amount to ${kind}.`);
      const isOfGem = kind === "deposit" || kind === "withdraw";
      if (isOfGem !== (asked === asset)) {
        const refusal = isOfGem
          ? { code: "not-collateral", detail: `An urn of this ilk takes ${symbol} only.` }
          : { code: "not-lent", detail: "The Vat lends DAI only." };
        return { refusal, after: marketOf(standing) };
      }
      const acted = act(standing, { kind, amount, gemDecimals: decimals });
      return acted.refusal === null
        ? { refusal: null, after: marketOf(acted.after) }
        : { refusal: acted.refusal, after: marketOf(standing) };
    },
  };

  /** The urn with other amounts in all; an amount as it is keeps what is less than one unit. */
  function urnWith(collateral: bigint | undefined, debt: bigint | undefined): Urn {
    const keepsInk = collateral === undefined || collateral === gemAmount(urn.ink, decimals);
    return {
      ink: keepsInk ? urn.ink : inkAmount(collateral, decimals),
      art: debt === undefined ? urn.art : artOwed(debt, ilk.drippedRateRay),
    };
  }

  function assetsOf(): RuleAsset[] {
    const collateral: RuleAsset = {
      ...{ asset, symbol, decimals },
      ...{ supplied: gemAmount(urn.ink, decimals), owed: 0n, price },
      ...{ canBeDeposited: true, canBeCollateral: true, canBeBorrowed: false },
      weightWad: ilk.matRay === 0n ? 0n : (WAD * RAY) / ilk.matRay,
    };
    const loan: RuleAsset = {
      ...dai,
      ...{ supplied: 0n, owed: debtAmount(urn.art, ilk.drippedRateRay), price: null },
      ...{ canBeDeposited: false, canBeCollateral: false, weightWad: 0n },
      canBeBorrowed: ilk.rateRay > 0n,
    };
    return [collateral, loan].sort((a, b) => (a.asset < b.asset ? -1 : 1));
  }
}
