import type { Address } from "viem";
import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { MORPHO_BLUE } from "./account-market.ts";
import { morphoBlueHoldings } from "./holdings.ts";
import { readMorphoBlueParity } from "./parity.ts";

/**
 * Morpho Blue: positions as Morpho would state them had it accrued at the block, and its own verdict
 * by the market's own oracle. Each market is a silo of its own.
 */
export const morphoBlueAdapter: ProtocolAdapter = {
  name: MORPHO_BLUE,

  ...readByHoldings(morphoBlueHoldings),

  /** Morpho keeps the collateral of its borrowers and the funds of its suppliers. */
  async readPassThroughAccounts({ chain, accounts }) {
    const morphos = new Set(chain.morphoBlue.map(({ morpho }) => morpho.toLowerCase() as Address));
    return new Set(accounts.filter((account) => morphos.has(account)));
  },

  readParity: readMorphoBlueParity,
};
