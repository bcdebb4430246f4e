import type { Address } from "viem";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RulePrice } from "../../core/market-rule.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import { VENUS, venusMarketId } from "./deployments.ts";
import { enteredHoldings, type Judgement, judge } from "./judge-account.ts";
import type { AccountRow } from "./read-accounts.ts";
import type { Market } from "./read-markets.ts";
import { accountHealth, borrowBalance, toUnderlying } from "./valuation.ts";

/** What an account has and owes in one market of a pool. */
export type Holding = { row: AccountRow; market: Market };

/**
 * An account's standing in one pool, all of whose markets are judged together; null where it has
 * nothing there. A price is null where the pool's oracle states none.
 */
export function accountMarket(parameters: {
  account: Address;
  chainId: number;
  holdings: readonly Holding[];
  prices: ReadonlyMap<Address, bigint | null>;
}): AccountMarket | null {
  const { account, chainId, holdings, prices } = parameters;
  const positions = holdings.flatMap((holding) => positionsOf(chainId, holding));
  if (positions.length === 0) return null;
  const marketId = venusMarketId(holdings[0]!.market.deployment);
  const judgement = judge(holdings, prices);
  const causes = causesOf(holdings, judgement).map((cause) => ({ ...cause, chainId, marketId }));
  const health = judgement.sums === null ? null : accountHealth(judgement.sums);
  const rule = health === null ? undefined : poolRule(chainId, holdings, prices);
  return { account, chainId, protocol: VENUS, marketId, positions, health, causes, rule };
}

/** The pool's oracle states USD × 10^(36 − decimals) per whole token. Listed twice, an asset has one price. */
function poolRule(
  chainId: number,
  holdings: readonly Holding[],
  prices: ReadonlyMap<Address, bigint | null>,
): MarketRule {
  const entered = enteredHoldings(holdings);
  const assetOf = ({ market }: Holding) => assetCaip19(chainId, market.underlying.token);
  const stated = new Map<AssetCaip19, RulePrice>();
  for (const holding of entered) {
    const { vToken, underlying } = holding.market;
    const price = prices.get(vToken.token) ?? null;
    if (price === null) continue;
    const asset = assetOf(holding);
    stated.set(asset, {
      ...{ asset, symbol: underlying.symbol, price, unit: null },
      perToken: { numerator: 1n, denominator: 10n ** BigInt(36 - underlying.decimals) },
    });
  }
  return {
    prices: [...stated.values()],
    judge({ prices: others }) {
      const changed = entered.map(
        (holding) =>
          [
            holding.market.vToken.token,
            others?.get(assetOf(holding)) ?? prices.get(holding.market.vToken.token) ?? null,
          ] as const,
      );
      const { sums } = judge(holdings, new Map(changed));
      if (sums === null) throw new RangeError("A pool that had a verdict has none.");
      return accountHealth(sums);
    },
  };
}

function positionsOf(chainId: number, { row, market }: Holding): Position[] {
  const { vToken, underlying, rates } = market;
  const place = { holder: vToken.token, enforceability: "observed" } as const;
  const asset = (of: Market["vToken"]) =>
    ({ asset: assetCaip19(chainId, of.token), symbol: of.symbol, decimals: of.decimals }) as const;
  const positions: Position[] = [];
  if (row.tokens > 0n) {
    const shares = { ...asset(vToken), amount: row.tokens };
    const rateWad =
      rates.accrued === null ? rates.storedExchangeRateWad : rates.accrued.exchangeRateWad;
    const collateral = {
      ...place,
      kind: "collateral",
      securesDebt: row.isEntered && market.isListed,
    } as const;
    positions.push(
      rateWad === null
        ? { ...collateral, ...shares }
        : {
            ...collateral,
            ...asset(underlying),
            amount: toUnderlying(row.tokens, rateWad),
            wrappedIn: [shares],
          },
    );
  }
  if (row.borrowPrincipal > 0n) {
    const booked = borrowBalance(row, market.borrowIndexWad);
    positions.push({
      ...place,
      kind: "debt",
      ...asset(underlying),
      amount: rates.accrued === null ? booked : borrowBalance(row, rates.accrued.borrowIndexWad),
      bookedAmount: booked,
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
  for (const { market } of holdings.filter(({ market }) => market.rates.accrued === null)) {
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
