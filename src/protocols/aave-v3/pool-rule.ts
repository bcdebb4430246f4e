import type { Address } from "viem";
import { type AssetCaip19, assetCaip19 } from "../../core/identifiers.ts";
import type { MarketRule, RulePrice } from "../../core/market-rule.ts";
import type { Pool } from "./read-pools.ts";
import {
  type AccountDataInput,
  accountData,
  BASE_UNIT_DECIMALS,
  priceInForce,
} from "./valuation.ts";

/** The pool's rule on an account. Prices are the AaveOracle's: USD × 10^8 per whole token. */
export function poolRule(chainId: number, pool: Pool, input: AccountDataInput): MarketRule {
  const { reserves, eMode } = input;
  const addressOf = new Map<AssetCaip19, Address>();
  const prices: RulePrice[] = [];
  for (const reserve of reserves) {
    if (!reserve.usedAsCollateral && reserve.debtAmount === 0n) continue;
    const price = priceInForce(reserve, eMode);
    if (price === null) throw new RangeError("A pool that has a verdict has every price.");
    const asset = assetCaip19(chainId, reserve.asset);
    addressOf.set(asset, reserve.asset);
    prices.push({
      ...{ asset, price, unit: null },
      symbol: pool.reserves.find((one) => one.asset === reserve.asset)?.symbol ?? reserve.asset,
      perToken: { numerator: 1n, denominator: 10n ** BigInt(BASE_UNIT_DECIMALS) },
    });
  }
  return {
    prices,
    judge({ prices: others }) {
      const changed = new Map<Address, bigint>();
      for (const [asset, price] of others ?? []) {
        const address = addressOf.get(asset);
        if (address !== undefined) changed.set(address, price);
      }
      const { health } = accountData(input, changed);
      if (health === null) throw new RangeError("A pool that had a verdict has none.");
      return health;
    },
  };
}
