import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { PriceRule, RulePrice } from "../../core/market-rule.ts";
import { lowerCase } from "./deployments.ts";
import { marginHealth } from "./margin-health.ts";
import { collateralsOf, marginParametersOf } from "./margin-parameters.ts";
import type { Standing } from "./read-accounts.ts";
import { type MarginParameters, margin } from "./valuation.ts";

const WAD_DECIMALS = 18;

/**
 * The clearing house's rule on an account: the mark price of each market that it has a position in (the
 * price at which the house values it), wad, and the vault's price of each collateral. Funding stays as it
 * is at the block. A market in which the account has ranges has no price here, because what is in them
 * depends on it: it stays. Absent where a part of the margin is not known.
 */
export function perpPriceRule(chainId: number, standing: Standing): PriceRule | undefined {
  const { house } = standing;
  const { rules } = house;
  const parameters = marginParametersOf(standing);
  if (parameters === null || rules === null || margin(parameters) === null) return undefined;
  const baseAsset = assetCaip19(chainId, lowerCase(house.deployment.settlementToken.address));
  return {
    prices: pricesOf(chainId, standing),
    ...(standing.markets.some(({ ranges }) => ranges.length > 0) && { fixedPrices: true }),
    judge({ prices }) {
      const verdict = margin(withPrices(chainId, standing, parameters, prices));
      if (verdict === null) throw new RangeError("A margin that was known is not.");
      return { ...marginHealth(verdict, rules), baseAsset };
    },
  };
}

function pricesOf(chainId: number, standing: Standing): RulePrice[] {
  const positions = standing.markets.flatMap(({ market, ranges, exposure }): RulePrice[] => {
    const price = exposure?.priceWad ?? null;
    if (price === null || exposure?.sizeWad === 0n || ranges.length > 0) return [];
    return [
      {
        ...{ asset: assetCaip19(chainId, market.baseToken), symbol: market.symbol, price },
        perToken: { numerator: 1n, denominator: 10n ** BigInt(WAD_DECIMALS) },
        unit: null,
      },
    ];
  });
  const collaterals = [...(collateralsOf(standing) ?? [])].map(
    ([token, { price, priceDecimals }]): RulePrice => ({
      ...{ asset: assetCaip19(chainId, token), price, unit: null },
      symbol: standing.house.collaterals.get(token)?.symbol ?? token,
      perToken: { numerator: 1n, denominator: 10n ** BigInt(priceDecimals) },
    }),
  );
  return [...positions, ...collaterals];
}

/** The margin's parameters where some prices are others. */
function withPrices(
  chainId: number,
  standing: Standing,
  parameters: MarginParameters,
  prices: ReadonlyMap<AssetCaip19, bigint> | undefined,
): MarginParameters {
  if (prices === undefined || prices.size === 0) return parameters;
  return {
    ...parameters,
    exposures: standing.markets.flatMap(({ market, exposure }) => {
      if (exposure === null) return [];
      const priceWad = prices.get(assetCaip19(chainId, market.baseToken)) ?? exposure.priceWad;
      return [{ ...exposure, priceWad }];
    }),
    collaterals: [...(collateralsOf(standing) ?? [])].map(([token, collateral]) => ({
      ...collateral,
      price: prices.get(assetCaip19(chainId, token)) ?? collateral.price,
    })),
  };
}
