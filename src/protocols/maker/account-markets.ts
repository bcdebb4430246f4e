import type { Address } from "viem";
import { RAY } from "../../core/fixed-point.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import { makerDaiMarketId, makerMarketId } from "./deployments.ts";
import type { Books } from "./read-books.ts";
import type { Ilk, Vat } from "./read-ilks.ts";
import { noUrn } from "./state.ts";
import { urnRule } from "./urn-rule.ts";
import { daiAsset, type UrnStanding } from "./urn-standing.ts";
import { debtAmount, gemAmount, urnHealth } from "./valuation.ts";

export const MAKER = "maker";

/**
 * What an account has in a Vat through the given addresses that act for it: a market for each
 * address and ilk, since every urn is liquidated by itself, and one for each address's DAI.
 */
export function accountMarkets(parameters: {
  account: Address;
  chainId: number;
  vat: Vat;
  books: Books;
  holders: readonly Address[];
}): AccountMarket[] {
  const { vat, books, holders } = parameters;
  return holders.flatMap((holder) => [
    ...[...vat.ilks.values()].flatMap((ilk) => {
      const standing = urnStanding({ ...parameters, holder, ilk });
      return isEmpty(standing) ? [] : [marketOfUrn(standing)];
    }),
    ...books.dai
      .filter((row) => row.vat === vat.address && row.holder === holder)
      .flatMap(({ daiRad, sinRad }) => daiMarket({ ...parameters, holder, daiRad, sinRad })),
  ]);
}

/**
 * What the addresses that act for an account have in one ilk; where none of them has anything, the
 * account's own empty urn.
 */
export function ilkMarkets(
  parameters: Parameters<typeof accountMarkets>[0] & { ilk: Ilk },
): AccountMarket[] {
  const standings = parameters.holders.map((holder) => urnStanding({ ...parameters, holder }));
  const taken = standings.filter((standing) => !isEmpty(standing));
  const shown =
    taken.length > 0 ? taken : [urnStanding({ ...parameters, holder: parameters.account })];
  return shown.map(marketOfUrn);
}

function urnStanding({
  account,
  chainId,
  vat,
  books,
  holder,
  ilk,
}: Omit<Parameters<typeof accountMarkets>[0], "holders"> & {
  holder: Address;
  ilk: Ilk;
}): UrnStanding {
  const of = <Row extends { vat: Address; ilk: Ilk["ilk"] }>(row: Row) =>
    row.vat === vat.address && row.ilk === ilk.ilk;
  const urn = books.urns.find((row) => of(row) && row.urn === holder) ?? noUrn;
  const gem = books.gems.find((row) => of(row) && row.holder === holder)?.gem ?? 0n;
  return { account, chainId, vat, holder, ilk, urn, gem };
}

function isEmpty({ urn, gem }: UrnStanding): boolean {
  return urn.ink === 0n && urn.art === 0n && gem === 0n;
}

/** What an address has in an ilk, and the Vat's verdict on its urn; with or without positions. */
function marketOfUrn(standing: UrnStanding): AccountMarket {
  const { account, chainId, vat, holder, ilk, urn, gem } = standing;
  const marketId = makerMarketId(vat.deployment, ilk.ilk);
  const positions: Position[] = [];
  const causes: Cause[] = [];
  if (ilk.gem === null) {
    causes.push(gemUnknownCause(chainId, marketId));
  } else {
    const { address, symbol, decimals } = ilk.gem;
    const place = {
      kind: "collateral",
      asset: assetCaip19(chainId, address),
      symbol,
      decimals,
      holder,
      enforceability: "observed",
    } as const;
    const locked = gemAmount(urn.ink, decimals);
    const free = gemAmount(gem, decimals);
    if (locked > 0n) positions.push({ ...place, amount: locked, securesDebt: true });
    if (free > 0n) positions.push({ ...place, amount: free, securesDebt: false });
  }
  if (urn.art > 0n) {
    positions.push({
      ...daiAsset(chainId, vat),
      enforceability: "observed",
      kind: "debt",
      amount: debtAmount(urn.art, ilk.drippedRateRay),
      bookedAmount: debtAmount(urn.art, ilk.rateRay),
      holder,
      securesDebt: true,
    });
  }
  const common = { account, chainId, protocol: MAKER, marketId, positions, causes };
  if (!vat.live) {
    causes.push(shutdownCause(chainId, marketId));
    return { ...common, health: null };
  }
  return {
    ...common,
    health: urnHealth({ urn, ...ilk }),
    rule: ilk.gem === null ? undefined : urnRule(standing, ilk.gem, marketOfUrn),
  };
}

/** DAI inside the Vat, which its holder may take out; and sin, which its holder must heal. */
function daiMarket(parameters: {
  account: Address;
  chainId: number;
  vat: Vat;
  holder: Address;
  daiRad: bigint;
  sinRad: bigint;
}): AccountMarket[] {
  const { account, chainId, vat, holder, daiRad, sinRad } = parameters;
  const positions: Position[] = [];
  const place = { ...daiAsset(chainId, vat), enforceability: "observed", holder } as const;
  const dai = daiRad / RAY;
  if (dai > 0n) positions.push({ ...place, kind: "collateral", amount: dai, securesDebt: false });
  if (sinRad > 0n) {
    const amount = debtAmount(sinRad, 1n);
    positions.push({ ...place, kind: "debt", amount, securesDebt: true });
  }
  if (positions.length === 0) return [];
  const marketId = makerDaiMarketId(vat.deployment);
  const causes = sinRad > 0n ? [unbackedDaiCause(chainId, marketId)] : [];
  return [{ account, chainId, protocol: MAKER, marketId, positions, health: null, causes }];
}

function unbackedDaiCause(chainId: number, marketId: string): Cause {
  return {
    code: "maker-unbacked-dai",
    detail:
      "DAI that the system has lent without collateral (sin): no rule of the Vat judges who owes it, and nobody can be liquidated for it.",
    chainId,
    marketId,
  };
}

export function gemUnknownCause(chainId: number, marketId: string): Cause {
  return {
    code: "maker-gem-unknown",
    detail:
      "No GemJoin of this ilk has been used yet, so its token is not known: collateral is missing.",
    chainId,
    marketId,
  };
}

function shutdownCause(chainId: number, marketId: string): Cause {
  return {
    code: "maker-shutdown",
    detail:
      "The system is in emergency shutdown: collateral is redeemed at a fixed price, and no urn is judged any more.",
    chainId,
    marketId,
  };
}
