import type { Address } from "viem";
import type { ProtocolAdapter, ShareToken } from "../protocol-adapter.ts";
import { accountMarket } from "./account-market.ts";
import { VENUS } from "./deployments.ts";
import { readVenusParity } from "./parity.ts";
import { exchangeRateInForce } from "./pool-standing.ts";
import { readHolders } from "./read-accounts.ts";
import { marketsOf, readHoldings } from "./read-holdings.ts";
import { readVenusLiquidations } from "./read-liquidations.ts";
import { readMarket } from "./read-market.ts";
import { readVTokens } from "./read-markets.ts";
import { toUnderlying } from "./valuation.ts";

/**
 * Venus' isolated pools: what vTokens stand for and what is owed as if the block accrued, and the
 * Comptroller's own verdict, which goes by what is booked. Each pool is a silo of its own.
 */
export const venusAdapter: ProtocolAdapter = {
  name: VENUS,

  readAccounts: async (place) => (place.chain.venus.length === 0 ? [] : readHolders(place)),

  async readMarkets({ accounts, ...place }) {
    const { chain } = place;
    if (chain.venus.length === 0) return [];
    const { pools, prices } = await readHoldings({ ...place, accounts });
    return pools
      .map((pool) => accountMarket({ ...pool, chainId: chain.chainId, prices }))
      .filter((market) => market !== null);
  },

  readMarket,

  async readShareTokens({ tokens, ...place }) {
    const vTokens = await readVTokens({ ...place, addresses: tokens });
    const markets = await marketsOf(place, vTokens);
    return new Map(
      [...markets].map(([token, market]): [Address, ShareToken] => {
        const { underlying } = market;
        const rateWad = exchangeRateInForce(market);
        return [
          token,
          {
            underlying,
            toUnderlying: async (amount, rounding) =>
              rateWad === null ? null : toUnderlying(amount, rateWad, rounding),
          },
        ];
      }),
    );
  },

  /** A vToken holds what its owners have supplied. */
  readPassThroughAccounts: ({ accounts, ...place }) =>
    readVTokens({ ...place, addresses: accounts }),

  readLiquidations: readVenusLiquidations,

  readParity: async (place) => (place.chain.venus.length === 0 ? [] : readVenusParity(place)),
};
