import { assetCaip19 } from "../../core/identifiers.ts";
import type {
  AccountMarket,
  Cause,
  DerivativePosition,
  MarginAccount,
  Position,
} from "../../core/position.ts";
import { bankruptcyPriceWad } from "./bankruptcy-price.ts";
import { lowerCase, PERP_V2, perpV2MarketId } from "./deployments.ts";
import { marginHealth } from "./margin-health.ts";
import { exposuresOf, marginParametersOf } from "./margin-parameters.ts";
import { perpPriceRule } from "./price-rule.ts";
import type { MarketStanding, Standing } from "./read-accounts.ts";
import { withoutDust } from "./state.ts";
import {
  exactValue,
  type Margin,
  margin,
  settlementAmount,
  unrealizedPnlWad,
  unsettledWad,
} from "./valuation.ts";

/** What an account has in a clearing house, and its verdict; null where it has nothing. */
export function accountMarket(chainId: number, standing: Standing): AccountMarket | null {
  const { balances, owedRealizedPnlWad, markets } = standing;
  if (balances.size === 0 && owedRealizedPnlWad === 0n && markets.length === 0) return null;
  return marketOf(chainId, standing);
}

function marketOf(chainId: number, standing: Standing): AccountMarket {
  const { account, house, markets } = standing;
  const marketId = perpV2MarketId(house.deployment);
  const unsettled = standingUnsettledWad(standing);
  const parameters = marginParametersOf(standing);
  const verdict = parameters === null ? null : margin(parameters);
  const accountValueWad = (parameters && exactValue(parameters)?.accountValueWad) ?? null;
  const causes: Cause[] = [];
  if (unsettled === null) causes.push(unsettledUnknownCause(chainId, marketId));
  if (verdict === null) causes.push(marginUnknownCause(chainId, marketId));
  const asset = assetCaip19(chainId, lowerCase(house.deployment.settlementToken.address));
  return {
    ...{ account, chainId, protocol: PERP_V2, marketId },
    positions: positionsOf(chainId, standing, unsettled),
    health:
      verdict === null || house.rules === null
        ? null
        : { ...marginHealth(verdict, house.rules), baseAsset: asset },
    causes,
    priceRule: perpPriceRule(chainId, standing, (other) => marketOf(chainId, other)),
    derivatives: markets.map((one) => derivative(one, accountValueWad)),
    margin: verdict === null ? undefined : marginAccount(verdict, asset),
    debtUnknown: unsettled === null ? true : undefined,
  };
}

/** What is not settled yet: wad of the settlement token, signed; null where it is not known. */
function standingUnsettledWad(standing: Standing): bigint | null {
  const exposures = exposuresOf(standing);
  const { owedRealizedPnlWad } = standing;
  return exposures === null ? null : unsettledWad({ owedRealizedPnlWad, exposures });
}

function positionsOf(chainId: number, standing: Standing, unsettled: bigint | null): Position[] {
  const { house, balances } = standing;
  const { settlementToken, vault, accountBalance } = house.deployment;
  const common = { securesDebt: true, enforceability: "observed" } as const;
  const signed = (amount: bigint) =>
    amount > 0n
      ? ({ kind: "collateral", amount } as const)
      : ({ kind: "debt", amount: -amount } as const);
  const settlement = {
    asset: assetCaip19(chainId, lowerCase(settlementToken.address)),
    symbol: settlementToken.symbol,
    decimals: settlementToken.decimals,
  };
  const positions: Position[] = [];
  const balance = balances.get(lowerCase(settlementToken.address));
  if (balance !== undefined) {
    positions.push({ ...settlement, ...signed(balance), holder: lowerCase(vault), ...common });
  }
  for (const { token, symbol, decimals } of house.collaterals.values()) {
    const amount = balances.get(token);
    if (amount === undefined) continue;
    const asset = assetCaip19(chainId, token);
    positions.push({
      ...{ kind: "collateral", asset, symbol, decimals, amount },
      ...{ holder: lowerCase(vault), ...common },
    });
  }
  const owed = unsettled === null ? 0n : settlementAmount(unsettled, settlementToken.decimals);
  if (owed !== 0n) {
    positions.push({
      ...settlement,
      ...signed(owed),
      holder: lowerCase(accountBalance),
      ...common,
    });
  }
  return positions;
}

function derivative(
  { market, taker, ranges, exposure }: MarketStanding,
  accountValueWad: bigint | null,
): DerivativePosition {
  const isMaker = ranges.length > 0;
  const sizeWad = exposure?.sizeWad ?? (isMaker ? null : withoutDust(taker.sizeWad));
  const openNotionalWad = exposure?.openNotionalWad ?? (isMaker ? null : taker.openNotionalWad);
  return {
    ...{ instrument: market.baseToken, symbol: market.symbol, sizeWad, openNotionalWad },
    ...{ indexPriceWad: market.indexPriceWad, markPriceWad: market.priceWad },
    bankruptcyPriceWad:
      isMaker || exposure === null || accountValueWad === null
        ? null
        : bankruptcyPriceWad({ exposure, accountValueWad }),
    unrealizedPnlWad: exposure === null ? null : unrealizedPnlWad(exposure),
    pendingFundingWad: exposure?.pendingFundingWad ?? null,
    liquidity: isMaker
      ? {
          sizeWad: sizeWad === null ? null : sizeWad - taker.sizeWad,
          openNotionalWad:
            openNotionalWad === null ? null : openNotionalWad - taker.openNotionalWad,
          pendingFeesWad: exposure?.pendingFeesWad ?? null,
          ranges: ranges.map(({ lowerTick, upperTick, liquidity }) => ({
            ...{ lowerTick, upperTick, liquidity },
          })),
        }
      : undefined,
  };
}

function marginAccount(verdict: Margin, asset: MarginAccount["asset"]): MarginAccount {
  const { accountValueWad, totalCollateralValueWad, freeCollateralWad } = verdict;
  const { initialRequirementWad, maintenanceRequirementWad, liquidatable } = verdict;
  return {
    ...{ asset, accountValueWad, totalCollateralValueWad, freeCollateralWad },
    ...{ initialRequirementWad, maintenanceRequirementWad, liquidatable },
  };
}

function unsettledUnknownCause(chainId: number, marketId: string): Cause {
  return {
    code: "perp-v2-result-unknown",
    detail:
      "The clearing house itself fails to state the price or the funding of a market, so what the account has gained or lost there is not known.",
    chainId,
    marketId,
  };
}

function marginUnknownCause(chainId: number, marketId: string): Cause {
  return {
    code: "perp-v2-margin-unknown",
    detail:
      "The clearing house itself fails to state a price, so the account's value and margin are not known.",
    chainId,
    marketId,
  };
}
