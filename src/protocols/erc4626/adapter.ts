import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { ERC4626, erc4626Holdings } from "./holdings.ts";
import { readErc4626Parity } from "./parity.ts";
import { findVaults, readShareTokens } from "./read-vaults.ts";

/**
 * Shares of tokenised vaults, MetaMorpho's among them, as an account's own position. What they stand
 * for is resolved as for every position in shares, wherever it is: see look-through.ts.
 */
export const erc4626Adapter: ProtocolAdapter = {
  name: ERC4626,

  ...readByHoldings(erc4626Holdings),

  async readShareTokens({ tokens, ...place }) {
    const vaults = await findVaults({ ...place, addresses: tokens });
    return readShareTokens({ ...place, vaults });
  },

  readPassThroughAccounts: ({ accounts, ...place }) =>
    findVaults({ ...place, addresses: accounts }),

  readParity: readErc4626Parity,
};
