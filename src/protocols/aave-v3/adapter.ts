import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { AAVE_V3, accountMarket } from "./account-market.ts";
import { readAccountStates, readTokenHolders } from "./read-accounts.ts";
import { readPools } from "./read-pools.ts";

/** Aave v3: positions and health exactly as the pool's own views give them at the block. */
export const aaveV3Adapter: ProtocolAdapter = {
  name: AAVE_V3,

  async readAccounts({ facts, chain, block }) {
    const pools = await readPools({ facts, chain, block });
    return readTokenHolders({ facts, block, pools });
  },

  async readMarkets({ facts, chain, block, accounts, remember }) {
    const read = () => readPools({ facts, chain, block });
    const pools = remember === undefined ? await read() : await remember("pools", read);
    const states = await readAccountStates({ facts, block, pools, accounts });
    return accounts.flatMap((account) =>
      pools
        .map((pool) => accountMarket({ account, chainId: block.chainId, pool, states }))
        .filter((market) => market !== null),
    );
  },
};
