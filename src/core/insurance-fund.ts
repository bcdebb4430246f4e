import type { Address } from "viem";
import { WAD } from "./fixed-point.ts";
import type { AssetCaip19 } from "./identifiers.ts";
import type { Cause } from "./position.ts";

/** An account of a venue, as far as its insurance fund is concerned: wad of what the venue settles in. */
export type InsuredAccount = {
  account: Address;
  /** Signed; null where it is not known. */
  accountValueWad: bigint | null;
  /** Realised results that are not yet in the account's balance, signed. */
  owedRealizedPnlWad: bigint;
  /** Sizes by instrument, wad of the base, signed; null where one is not known. */
  sizes: readonly { instrument: Address; sizeWad: bigint | null }[];
};

/** All that is open in an instrument: every long and every short, makers' included. */
export type OpenInterest = {
  instrument: Address;
  symbol: string;
  markPriceWad: bigint | null;
  /** Wad of the base; null where a size is not known. */
  longWad: bigint | null;
  shortWad: bigint | null;
  /** The greater side at the mark price, rounded up. Null with either. */
  notionalWad: bigint | null;
};

/** What the fund may have to pay for, wad of what the venue settles in. */
export type FundObligations = {
  /** Accounts that are worth less than nothing, the worst first. */
  shortfalls: readonly { account: Address; shortfallWad: bigint }[];
  /** Σ shortfalls; null where an account's value is not known. */
  shortfallWad: bigint | null;
  /** Σ of what accounts are owed in realised gains that are not settled. */
  owedGainsWad: bigint;
  openInterest: readonly OpenInterest[];
  /** How many accounts' values are not known. */
  unknownAccounts: number;
};

/** A venue's insurance fund at a block, in raw units of what it settles in. */
export type InsuranceFund = {
  chainId: number;
  protocol: string;
  marketId: string;
  fund: Address;
  asset: AssetCaip19;
  symbol: string;
  decimals: number;
  /** What it can pay, as its contract says; signed, null where the contract fails. */
  capacity: bigint | null;
  /** In its own pocket. */
  tokenBalance: bigint | null;
  /** What it has or owes inside the venue, signed. */
  venueBalance: bigint | null;
  /** Debt that the venue's own books have against everybody, where it keeps such a number. */
  totalDebt: bigint | null;
  obligations: FundObligations;
  causes: readonly Cause[];
};

/** The obligations of a fund towards all accounts but its own. Pure. */
export function fundObligations(parameters: {
  accounts: readonly InsuredAccount[];
  instruments: readonly { instrument: Address; symbol: string; markPriceWad: bigint | null }[];
}): FundObligations {
  const { accounts, instruments } = parameters;
  const shortfalls = accounts
    .flatMap(({ account, accountValueWad }) =>
      accountValueWad !== null && accountValueWad < 0n
        ? [{ account, shortfallWad: -accountValueWad }]
        : [],
    )
    .sort((a, b) =>
      a.shortfallWad === b.shortfallWad
        ? a.account.localeCompare(b.account)
        : a.shortfallWad > b.shortfallWad
          ? -1
          : 1,
    );
  const unknownAccounts = accounts.filter(({ accountValueWad }) => accountValueWad === null).length;
  return {
    shortfalls,
    shortfallWad:
      unknownAccounts > 0 ? null : shortfalls.reduce((sum, one) => sum + one.shortfallWad, 0n),
    owedGainsWad: accounts.reduce(
      (sum, { owedRealizedPnlWad }) => (owedRealizedPnlWad > 0n ? sum + owedRealizedPnlWad : sum),
      0n,
    ),
    openInterest: instruments.map((instrument) => openInterest(accounts, instrument)),
    unknownAccounts,
  };
}

function openInterest(
  accounts: readonly InsuredAccount[],
  facts: { instrument: Address; symbol: string; markPriceWad: bigint | null },
): OpenInterest {
  let [longWad, shortWad] = [0n, 0n];
  for (const { instrument, sizeWad } of accounts.flatMap(({ sizes }) => sizes)) {
    if (instrument !== facts.instrument) continue;
    if (sizeWad === null) return { ...facts, longWad: null, shortWad: null, notionalWad: null };
    if (sizeWad > 0n) longWad += sizeWad;
    else shortWad -= sizeWad;
  }
  const greater = longWad > shortWad ? longWad : shortWad;
  const { markPriceWad } = facts;
  const notionalWad =
    greater === 0n ? 0n : markPriceWad === null ? null : (greater * markPriceWad + WAD - 1n) / WAD;
  return { ...facts, longWad, shortWad, notionalWad };
}

/**
 * Capacity / obligation, wad, rounded down: 10^18 covers it all. 0 where the fund itself owes; null
 * where there is no obligation, or where either is not known. Pure.
 */
export function coverageWad(parameters: {
  capacityWad: bigint | null;
  obligationWad: bigint | null;
}): bigint | null {
  const { capacityWad, obligationWad } = parameters;
  if (capacityWad === null || obligationWad === null || obligationWad <= 0n) return null;
  return capacityWad <= 0n ? 0n : (capacityWad * WAD) / obligationWad;
}
