import { assetCaip19 } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import { VENUS, venusMarketId } from "./deployments.ts";
import { type Judgement, judge } from "./judge-account.ts";
import { poolRule } from "./pool-rule.ts";
import { type Holding, owedAmount, type PoolStanding, suppliedAmount } from "./pool-standing.ts";
import type { Market } from "./read-markets.ts";
import { accountHealth, borrowBalance } from "./valuation.ts";

/**
 * An account's standing in one pool, all of whose markets are judged together; null where it has
 * nothing there.
 */
export function accountMarket(standing: PoolStanding): AccountMarket | null {
  const isEmpty = standing.holdings.every(
    ({ row }) => row.tokens === 0n && row.borrowPrincipal === 0n,
  );
  return isEmpty ? null : marketOfStanding(standing);
}

/** The same with or without positions. */
export function marketOfStanding(standing: PoolStanding): AccountMarket {
  const { account, chainId, deployment, holdings, prices } = standing;
  const marketId = venusMarketId(deployment);
  const judgement = judge(holdings, prices);
  const health = judgement.sums === null ? null : accountHealth(judgement.sums);
  return {
    ...{ account, chainId, protocol: VENUS, marketId },
    positions: holdings.flatMap((holding) => positionsOf(chainId, holding)),
    health,
    causes: causesOf(holdings, judgement).map((cause) => ({ ...cause, chainId, marketId })),
    rule: health === null ? undefined : poolRule(standing, marketOfStanding),
  };
}

function positionsOf(chainId: number, { row, market }: Holding): Position[] {
  const { vToken, underlying } = market;
  const place = { holder: vToken.token, enforceability: "observed" } as const;
  const asset = (of: Market["vToken"]) =>
    ({ asset: assetCaip19(chainId, of.token), symbol: of.symbol, decimals: of.decimals }) as const;
  const positions: Position[] = [];
  if (row.tokens > 0n) {
    const shares = { ...asset(vToken), amount: row.tokens };
    const amount = suppliedAmount({ row, market });
    const collateral = {
      ...place,
      kind: "collateral",
      securesDebt: row.isEntered && market.isListed,
    } as const;
    positions.push(
      amount === null
        ? { ...collateral, ...shares }
        : {
            ...collateral,
            ...asset(underlying),
            amount,
            wrappedIn: [shares],
          },
    );
  }
  if (row.borrowPrincipal > 0n) {
    positions.push({
      ...place,
      kind: "debt",
      ...asset(underlying),
      amount: owedAmount({ row, market }),
      bookedAmount: borrowBalance(row, market.borrowIndexWad),
      securesDebt: true,
    });
  }
  return positions;
}

function causesOf(holdings: readonly Holding[], judgement: Judgement): Cause[] {
  const causes: Cause[] = [];
  for (const { vToken } of judgement.unpriced) {
    causes.push({
      code: "market-price-missing",
      detail: `The pool's oracle states no price for ${vToken.symbol}, so its health is not known.`,
    });
  }
  for (const { vToken } of judgement.unrated) {
    causes.push({
      code: "market-rate-missing",
      detail: `${vToken.symbol} does not state what its shares stand for, so the pool's health is not known.`,
    });
  }
  const concerned = holdings.filter(
    ({ row }) => row.tokens > 0n || row.borrowPrincipal > 0n || row.isEntered,
  );
  for (const { market } of concerned.filter(({ market }) => market.rates.accrued === null)) {
    causes.push({
      code: "accrual-failing",
      detail: `${market.vToken.symbol} cannot accrue interest at this block: amounts are those it has booked.`,
    });
  }
  for (const { row, market } of holdings) {
    if (row.borrowPrincipal === 0n || !market.isForcedLiquidation) continue;
    causes.push({
      code: "forced-liquidation",
      detail: `Governance lets anybody liquidate debts in ${market.vToken.symbol}, whatever their health.`,
    });
  }
  if (judgement.accrualMakesLiquidatable) {
    causes.push({
      code: "accrual-changes-verdict",
      detail:
        "Healthy by the interest that is booked; fit for liquidation once anybody makes its markets accrue.",
    });
  }
  return causes;
}
