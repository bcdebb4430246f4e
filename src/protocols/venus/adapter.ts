import type { Address } from "viem";
import type { ProtocolAdapter, ShareToken } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { VENUS } from "./deployments.ts";
import { venusHoldings } from "./holdings.ts";
import { readVenusParity } from "./parity.ts";
import { marketsAt } from "./read-holdings.ts";
import { readVTokens } from "./read-markets.ts";
import { toUnderlying } from "./valuation.ts";

/**
 * Venus' isolated pools: what vTokens stand for and what is owed as if the block accrued, and the
 * Comptroller's own verdict, which goes by what is booked. Each pool is a silo of its own.
 */
export const venusAdapter: ProtocolAdapter = {
  name: VENUS,

  ...readByHoldings(venusHoldings),

  async readShareTokens({ tokens, ...place }) {
    const vTokens = await readVTokens({ ...place, addresses: tokens });
    const markets = await marketsAt(place, vTokens);
    return new Map(
      [...markets.values()].map(({ vToken, underlying, rates }): [Address, ShareToken] => {
        const rateWad =
          rates.accrued === null ? rates.storedExchangeRateWad : rates.accrued.exchangeRateWad;
        return [
          vToken.token,
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

  readParity: async (place) => (place.chain.venus.length === 0 ? [] : readVenusParity(place)),
};
