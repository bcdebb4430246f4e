import type { Address } from "viem";
import { RAY } from "../../core/fixed-point.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule } from "../../core/market-rule.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import { lowerCase, makerDaiMarketId, makerMarketId } from "./deployments.ts";
import type { Books } from "./read-books.ts";
import type { Ilk, Vat } from "./read-ilks.ts";
import type { Urn } from "./state.ts";
import { noUrn } from "./state.ts";
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
      const of = <Row extends { vat: Address; ilk: Ilk["ilk"] }>(row: Row) =>
        row.vat === vat.address && row.ilk === ilk.ilk;
      const urn = books.urns.find((row) => of(row) && row.urn === holder) ?? noUrn;
      const gem = books.gems.find((row) => of(row) && row.holder === holder)?.gem ?? 0n;
      return ilkMarket({ ...parameters, holder, ilk, urn, gem });
    }),
    ...books.dai
      .filter((row) => row.vat === vat.address && row.holder === holder)
      .flatMap(({ daiRad, sinRad }) => daiMarket({ ...parameters, holder, daiRad, sinRad })),
  ]);
}

function ilkMarket(parameters: {
  account: Address;
  chainId: number;
  vat: Vat;
  holder: Address;
  ilk: Ilk;
  urn: Urn;
  gem: bigint;
}): AccountMarket[] {
  const { account, chainId, vat, holder, ilk, urn, gem } = parameters;
  if (urn.ink === 0n && urn.art === 0n && gem === 0n) return [];
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
      ...daiPlace(chainId, vat),
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
    return [{ ...common, health: null }];
  }
  return [{ ...common, health: urnHealth({ urn, ...ilk }), rule: urnRule(chainId, ilk, urn) }];
}

/** The price is the Vat's spot: what the Spotter made of its price by dividing by mat (and par). */
function urnRule(chainId: number, ilk: Ilk, urn: Urn): MarketRule | undefined {
  if (ilk.gem === null) return undefined;
  const { address, symbol } = ilk.gem;
  const asset = assetCaip19(chainId, address);
  return {
    prices: [
      {
        ...{ asset, symbol, price: ilk.spotRay, unit: null },
        perToken: { numerator: ilk.matRay, denominator: RAY * RAY },
      },
    ],
    judge: ({ prices }) => urnHealth({ urn, ...ilk, spotRay: prices?.get(asset) ?? ilk.spotRay }),
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
  const place = { ...daiPlace(chainId, vat), holder };
  const dai = daiRad / RAY;
  if (dai > 0n) positions.push({ ...place, kind: "collateral", amount: dai, securesDebt: false });
  if (sinRad > 0n) {
    const amount = debtAmount(sinRad, 1n);
    positions.push({ ...place, kind: "debt", amount, securesDebt: true });
  }
  if (positions.length === 0) return [];
  const marketId = makerDaiMarketId(vat.deployment);
  return [{ account, chainId, protocol: MAKER, marketId, positions, health: null, causes: [] }];
}

/** Dai.sol: the symbol and the decimals are constants. */
export function daiPlace(chainId: number, { deployment }: Vat) {
  return {
    asset: assetCaip19(chainId, lowerCase(deployment.dai)),
    symbol: "DAI",
    decimals: 18,
    enforceability: "observed",
  } as const;
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
