import type { Address } from "viem";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { RepricingRule, RulePrice } from "../../core/market-rule.ts";
import type { AccountMarket } from "../../core/position.ts";
import { lowerCase } from "./deployments.ts";
import { marginHealth } from "./margin-health.ts";
import { collateralsOf, marginParametersOf } from "./margin-parameters.ts";
import type { Standing } from "./read-accounts.ts";
import { margin } from "./valuation.ts";

const WAD_DECIMALS = 18;

/**
 * The clearing house's rule on an account: the mark price of each market that it has a position in (the
 * price at which the house values it), wad, and the vault's price of each collateral. Funding stays as it
 * is at the block. A market in which the account has ranges has no price here, because what is in them
 * depends on it: it stays. Absent where a part of the margin is not known.
 * @param marketOf What an account with the given standing has in the house.
 */
export function perpPriceRule(
  chainId: number,
  standing: Standing,
  marketOf: (standing: Standing) => AccountMarket,
): RepricingRule | undefined {
  const { house, markets } = standing;
  const { rules } = house;
  const parameters = marginParametersOf(standing);
  if (parameters === null || rules === null || margin(parameters) === null) return undefined;
  const baseAsset = assetCaip19(chainId, lowerCase(house.deployment.settlementToken.address));
  const fixedPrices = markets
    .filter(({ ranges }) => ranges.length > 0)
    .map(({ market }) => assetCaip19(chainId, market.baseToken));
  return {
    prices: pricesOf(chainId, standing),
    ...(fixedPrices.length > 0 && { fixedPrices }),
    judge({ prices = new Map() }) {
      const at = marginParametersOf(withPrices(chainId, standing, prices));
      const verdict = at === null ? null : margin(at);
      if (verdict === null) throw new RangeError("A margin that was known is not.");
      return { ...marginHealth(verdict, rules), baseAsset };
    },
    repriced: (prices) => marketOf(withPrices(chainId, standing, prices)),
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

/** The standing where some mark prices and prices of collateral are others; index prices stay. */
function withPrices(
  chainId: number,
  standing: Standing,
  prices: ReadonlyMap<AssetCaip19, bigint>,
): Standing {
  if (prices.size === 0) return standing;
  const { house, markets } = standing;
  const priceOf = (token: Address) => prices.get(assetCaip19(chainId, token));
  return {
    ...standing,
    markets: markets.map((one) => {
      const priceWad = priceOf(one.market.baseToken);
      if (priceWad === undefined || one.exposure === null) return one;
      const { market, exposure } = one;
      return { ...one, market: { ...market, priceWad }, exposure: { ...exposure, priceWad } };
    }),
    house: {
      ...house,
      collaterals: new Map(
        [...house.collaterals].map(([token, collateral]) => {
          const { price } = collateral;
          const value = priceOf(token) ?? price?.value;
          if (price === null || value === undefined) return [token, collateral];
          return [token, { ...collateral, price: { ...price, value } }];
        }),
      ),
    },
  };
}
