import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RuleAction, RuleAsset, RulePrice } from "../../core/market-rule.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { MarketToken } from "./market-state.ts";
import {
  act,
  collateralSlack,
  type PositionAction,
  withoutCollateral,
  withoutSupply,
} from "./position-actions.ts";
import { judgeAmounts, type PositionStanding, standingAmounts } from "./position-standing.ts";
import { ORACLE_PRICE_SCALE } from "./valuation.ts";

/**
 * Morpho's rule on an account in a market. The oracle states raw units of the loan token per raw unit
 * of collateral, × 10^36. What is supplied of the loan token secures nothing; where collateral and loan
 * are one token, a deposit is collateral.
 */
export function positionRule(
  standing: PositionStanding,
  marketOf: (standing: PositionStanding) => AccountMarket,
): MarketRule {
  const { market, oraclePrice } = standing;
  const { collateralToken, loanToken } = market;
  const amounts = standingAmounts(standing);
  const priceIn = (prices: ReadonlyMap<AssetCaip19, bigint> | undefined) =>
    (collateralToken && prices?.get(collateralToken.asset)) ?? oraclePrice;
  const requireAsset = (asset: AssetCaip19) => {
    if (asset === loanToken.asset || asset === collateralToken?.asset) return;
    throw new RangeError(`${asset} is not in Morpho's market ${market.market}.`);
  };
  const releaseSlack = (asset: AssetCaip19, amount: bigint): bigint => {
    requireAsset(asset);
    if (asset === collateralToken?.asset) return collateralSlack(standing, amount);
    if (amount > amounts.supplyAssets) throw new RangeError(`${amount} is more than is there.`);
    return 1n;
  };
  return {
    prices: collateralToken === null ? [] : [rulePrice(standing, collateralToken)],
    get assets() {
      return assetsOf(standing);
    },
    judge({ prices, collateral, debt }) {
      const collateralAmount = collateralToken && collateral?.get(collateralToken.asset);
      const judged = {
        collateral: collateralAmount ?? amounts.collateral,
        borrowAssets: debt?.get(loanToken.asset) ?? amounts.borrowAssets,
      };
      return judgeAmounts(standing, judged, priceIn(prices));
    },
    releaseSlack,
    released(asset, amount) {
      if (releaseSlack(asset, amount) < 0n) {
        throw new RangeError(`Morpho does not release ${amount} of ${asset}.`);
      }
      const isCollateral = asset === collateralToken?.asset;
      const after = (isCollateral ? withoutCollateral : withoutSupply)(standing, amount);
      return positionRule(after, marketOf);
    },
    aged:
      market.later?.of === market.totals
        ? (seconds) => positionRule(agedStanding(standing, seconds), marketOf)
        : undefined,
    repriced: (prices) => marketOf({ ...standing, oraclePrice: priceIn(prices) }),
    attempt(action) {
      requireAsset(action.asset);
      if (action.amount <= 0n) throw new RangeError(`${action.amount} is no amount.`);
      const isOfDebt = action.kind === "borrow" || action.kind === "repay";
      if (isOfDebt && action.asset !== loanToken.asset) {
        const refusal = { code: "not-lent", detail: "It is the collateral of the market." };
        return { refusal, after: marketOf(standing) };
      }
      const acted = act(standing, {
        kind: kindOf(action, collateralToken),
        amount: action.amount,
      });
      return acted.refusal === null
        ? { refusal: null, after: marketOf(acted.after) }
        : { refusal: acted.refusal, after: marketOf(standing) };
    },
  };
}

/** Aged, a market cannot be aged again: the contract accrues once over the whole time. */
function agedStanding(standing: PositionStanding, seconds: bigint): PositionStanding {
  const { market } = standing;
  const totals = market.later?.totals(seconds) ?? market.totals;
  return { ...standing, market: { ...market, totals } };
}

function kindOf(
  { kind, asset }: RuleAction,
  collateralToken: MarketToken | null,
): PositionAction["kind"] {
  if (asset !== collateralToken?.asset) return kind;
  if (kind === "deposit") return "deposit-collateral";
  if (kind === "withdraw") return "withdraw-collateral";
  return kind;
}

function rulePrice(
  { market, oraclePrice }: PositionStanding,
  { asset, symbol, decimals }: MarketToken,
): RulePrice {
  return {
    ...{ asset, symbol, price: oraclePrice, unit: market.loanToken.asset },
    perToken: {
      numerator: 10n ** BigInt(decimals),
      denominator: ORACLE_PRICE_SCALE * 10n ** BigInt(market.loanToken.decimals),
    },
  };
}

function assetsOf(standing: PositionStanding): RuleAsset[] {
  const { collateralToken, loanToken, lltvWad } = standing.market;
  const { supplyAssets, borrowAssets, collateral } = standingAmounts(standing);
  const { asset, symbol, decimals } = loanToken;
  const loan: RuleAsset = {
    ...{ asset, symbol, decimals, supplied: supplyAssets, owed: borrowAssets, price: null },
    ...{ canBeDeposited: true, canBeCollateral: false, canBeBorrowed: true, weightWad: 0n },
  };
  if (collateralToken === null) return [{ ...loan, canBeBorrowed: false }];
  const isSame = collateralToken.asset === loanToken.asset;
  const pledged: RuleAsset = {
    asset: collateralToken.asset,
    ...{ symbol: collateralToken.symbol, decimals: collateralToken.decimals },
    ...{ supplied: collateral, owed: isSame ? borrowAssets : 0n },
    price: rulePrice(standing, collateralToken),
    ...{ canBeDeposited: true, canBeCollateral: true, canBeBorrowed: isSame, weightWad: lltvWad },
  };
  return isSame ? [pledged] : [pledged, loan].sort((a, b) => (a.asset < b.asset ? -1 : 1));
}
