import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { AAVE_V3 } from "./account-market.ts";
import { aaveV3Holdings } from "./holdings.ts";
import { readAaveV3Parity } from "./parity.ts";
import { poolsAt } from "./read-pools.ts";

/** Aave v3: positions and health exactly as the pool's own views give them at the block. */
export const aaveV3Adapter: ProtocolAdapter = {
  name: AAVE_V3,

  ...readByHoldings(aaveV3Holdings),

  /** An aToken stands for as many raw units of its asset. */
  async readShareTokens({ tokens, ...place }) {
    const pools = await poolsAt(place);
    return new Map(
      pools
        .flatMap(({ reserves }) => reserves)
        .filter(({ aToken }) => tokens.includes(aToken))
        .map(({ aToken, asset, symbol, decimals }) => [
          aToken,
          {
            underlying: { token: asset, symbol, decimals },
            toUnderlying: async (amount) => amount,
          },
        ]),
    );
  },

  /** An aToken holds what its owners have supplied. */
  async readPassThroughAccounts({ accounts, ...place }) {
    const pools = await poolsAt(place);
    const aTokens = new Set(pools.flatMap(({ reserves }) => reserves.map(({ aToken }) => aToken)));
    return new Set(accounts.filter((account) => aTokens.has(account)));
  },

  readParity: readAaveV3Parity,
};
