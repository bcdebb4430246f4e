import type { ProtocolAdapter, ReadPlace } from "../protocol-adapter.ts";
import { AAVE_V3, accountMarket } from "./account-market.ts";
import { readAaveV3Parity } from "./parity.ts";
import { readAccountStates, readTokenHolders } from "./read-accounts.ts";
import { readAaveV3Liquidations } from "./read-liquidations.ts";
import { readMarket } from "./read-market.ts";
import { type Pool, readPools } from "./read-pools.ts";

/** Aave v3: positions and health exactly as the pool's own views give them at the block. */
export const aaveV3Adapter: ProtocolAdapter = {
  name: AAVE_V3,

  async readAccounts({ facts, chain, block }) {
    const pools = await readPools({ facts, chain, block });
    return readTokenHolders({ facts, block, pools });
  },

  async readMarkets({ facts, chain, block, accounts, remember }) {
    const pools = await poolsAt({ facts, chain, block, remember });
    const states = await readAccountStates({ facts, block, pools, accounts });
    return accounts.flatMap((account) =>
      pools
        .map((pool) => accountMarket({ account, chainId: block.chainId, pool, states }))
        .filter((market) => market !== null),
    );
  },

  async readMarket(place) {
    return readMarket({ ...place, pools: await poolsAt(place) });
  },

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

  readLiquidations: readAaveV3Liquidations,

  readParity: readAaveV3Parity,
};

function poolsAt(place: Omit<ReadPlace, "contracts">): Promise<Pool[]> {
  const { facts, chain, block, remember } = place;
  const read = () => readPools({ facts, chain, block });
  return remember === undefined ? read() : remember("pools", read);
}
