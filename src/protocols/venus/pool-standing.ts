import type { Address } from "viem";
import type { VenusDeployment } from "../../../config/network.ts";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { AccountRow } from "./read-accounts.ts";
import type { Market } from "./read-markets.ts";
import { borrowBalance, toUnderlying } from "./valuation.ts";

/** What an account has and owes in one market of a pool. */
export type Holding = {
  row: Pick<AccountRow, "tokens" | "borrowPrincipal" | "borrowIndexWad" | "isEntered">;
  market: Market;
};

/** All that an account has and owes in a pool at a block, and the prices that judge it. */
export type PoolStanding = {
  account: Address;
  chainId: number;
  deployment: VenusDeployment;
  holdings: readonly Holding[];
  /** The pool's oracle's, by vToken, USD × 10^(36 − decimals); null where it states none. */
  prices: ReadonlyMap<Address, bigint | null>;
};

/** The rate that shares are counted at: as an accrual in the block leaves it, where there can be one. */
export function exchangeRateInForce({ rates }: Market): bigint | null {
  return rates.accrued === null ? rates.storedExchangeRateWad : rates.accrued.exchangeRateWad;
}

function borrowIndexInForce({ rates, borrowIndexWad }: Market): bigint {
  return rates.accrued?.borrowIndexWad ?? borrowIndexWad;
}

/** Raw units of the underlying; null where the vToken does not state its rate. */
export function suppliedAmount({ row, market }: Holding): bigint | null {
  const rateWad = exchangeRateInForce(market);
  return rateWad === null ? null : toUnderlying(row.tokens, rateWad);
}

export function owedAmount({ row, market }: Holding): bigint {
  return borrowBalance(row, borrowIndexInForce(market));
}

/** The holding of an asset; where a pool lists it twice, the one in which the account has something. */
export function holdingOf(
  { chainId, holdings }: PoolStanding,
  asset: AssetCaip19,
): Holding | undefined {
  const own = holdings.filter(
    ({ market }) => assetCaip19(chainId, market.underlying.token) === asset,
  );
  return own.find(({ row }) => row.tokens > 0n || row.borrowPrincipal > 0n) ?? own[0];
}

export function replaceHolding(standing: PoolStanding, replaced: Holding): PoolStanding {
  const isReplaced = ({ market }: Holding) => market.vToken.token === replaced.market.vToken.token;
  return {
    ...standing,
    holdings: standing.holdings.map((one) => (isReplaced(one) ? replaced : one)),
  };
}

/** Whether a first deposit is taken to enter its market: it is listed and can be judged. */
export function canEnter({ prices }: PoolStanding, { market }: Holding): boolean {
  const { isListed, vToken, rates } = market;
  const isPriced = (prices.get(vToken.token) ?? null) !== null;
  return isListed && isPriced && rates.storedExchangeRateWad !== null;
}

/** The standing with other amounts in all of some assets; an amount as it is changes nothing. */
export function withTotals(
  standing: PoolStanding,
  {
    collateral,
    debt,
  }: {
    collateral?: ReadonlyMap<AssetCaip19, bigint> | undefined;
    debt?: ReadonlyMap<AssetCaip19, bigint> | undefined;
  },
): PoolStanding {
  let changed = standing;
  for (const [asset, amount] of collateral ?? []) {
    const holding = holdingOf(changed, asset);
    if (holding === undefined || suppliedAmount(holding) === amount) continue;
    changed = replaceHolding(changed, withSupply(changed, holding, amount));
  }
  for (const [asset, amount] of debt ?? []) {
    const holding = holdingOf(changed, asset);
    if (holding === undefined || owedAmount(holding) === amount) continue;
    const row = {
      ...holding.row,
      borrowPrincipal: amount,
      borrowIndexWad: borrowIndexInForce(holding.market),
      isEntered: holding.row.isEntered || amount > 0n,
    };
    changed = replaceHolding(changed, { ...holding, row });
  }
  return changed;
}

function withSupply(standing: PoolStanding, holding: Holding, amount: bigint): Holding {
  const { row, market } = holding;
  const rateWad = exchangeRateInForce(market);
  if (rateWad === null || rateWad === 0n) return holding;
  const isFirst = row.tokens === 0n && amount > 0n;
  const isEntered = row.isEntered || (isFirst && canEnter(standing, holding));
  return { market, row: { ...row, tokens: tokensMinted(amount, rateWad), isEntered } };
}

/** vTokens for raw units of the underlying, rounded down (_mintFresh of VToken.sol). */
export function tokensMinted(amount: bigint, rateWad: bigint): bigint {
  return (amount * 10n ** 18n) / rateWad;
}
