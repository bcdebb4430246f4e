import type { AccountMarket } from "../../core/position.ts";
import type { AccountValue, ValuedMarket } from "../valuation/account-value.ts";

/** An account's standing in a market with a debt, decided exactly. */
export type AtRiskEntry = {
  market: ValuedMarket;
  /** Which of the account's parts in the market: an account may have several of the same. */
  part: number;
  /** Null where the market's verdict is not known. */
  healthFactorWad: bigint | null;
};

export type AtRiskFilter = {
  /** Health factors below it are listed; whatever may be liquidated is, too. */
  maxHealthWad: bigint;
  chainIds: readonly number[] | undefined;
  protocol: string | undefined;
  /** Debts worth less are left out, USD × 10^18; one of a worth that is not known never is. */
  minValueWad: bigint | undefined;
  isLiquidatable: boolean;
};

/**
 * The markets of an account in which it owes something: all with a verdict, and those whose verdict is
 * not known. What it holds for others is not its own.
 */
export function atRiskEntries({ markets }: Pick<AccountValue, "markets">): AtRiskEntry[] {
  const parts = new Map<string, number>();
  return markets.flatMap((market) => {
    const key = `${market.chainId} ${market.marketId}`;
    const part = parts.get(key) ?? 0;
    parts.set(key, part + 1);
    if (market.passThrough === true) return [];
    if (market.health === null) {
      return owes(market) ? [{ market, part, healthFactorWad: null }] : [];
    }
    const { healthFactorWad, liquidatable } = market.health;
    return healthFactorWad === null && !liquidatable ? [] : [{ market, part, healthFactorWad }];
  });
}

export function isListed({ market, healthFactorWad }: AtRiskEntry, filter: AtRiskFilter): boolean {
  const { chainIds, protocol, minValueWad, maxHealthWad, isLiquidatable } = filter;
  if (chainIds?.includes(market.chainId) === false) return false;
  if (protocol !== undefined && market.protocol !== protocol) return false;
  const { debtWad } = market.totals;
  if (minValueWad !== undefined && debtWad !== null && debtWad < minValueWad) return false;
  if (market.health === null || market.health.liquidatable) return true;
  return !isLiquidatable && healthFactorWad !== null && healthFactorWad < maxHealthWad;
}

/** By health, ascending, those of unknown health last; then by account, chain, market and part. */
export function compareEntries(a: AtRiskEntry, b: AtRiskEntry): number {
  return comparePlaces(entryPlace(a), entryPlace(b));
}

/** What an entry's place in the list depends on. */
export type EntryPlace = {
  healthFactorWad: bigint | null;
  account: string;
  chainId: number;
  marketId: string;
  part: number;
};

export function entryPlace({ market, part, healthFactorWad }: AtRiskEntry): EntryPlace {
  const { account, chainId, marketId } = market;
  return { healthFactorWad, account, chainId, marketId, part };
}

export function comparePlaces(a: EntryPlace, b: EntryPlace): number {
  return (
    compareHealth(a.healthFactorWad, b.healthFactorWad) ||
    compareTexts(a.account, b.account) ||
    a.chainId - b.chainId ||
    compareTexts(a.marketId, b.marketId) ||
    a.part - b.part
  );
}

function compareHealth(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A market without a verdict in which something is owed, or may be. */
function owes(market: AccountMarket): boolean {
  return (
    market.debtUnknown === true ||
    market.positions.some(({ kind, amount }) => kind === "debt" && amount > 0n) ||
    (market.derivatives ?? []).length > 0
  );
}
