import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { BALLAST_VAULT, ballastVaultHoldings, vaultOf } from "./holdings.ts";
import { ballastVaultChecks } from "./parity.ts";

/**
 * Ballast's own vault: what is locked, and each open withdrawal request with the time from which it
 * can be taken. A vault has no debt and no rule of its own, hence no health.
 */
export const ballastVaultAdapter: ProtocolAdapter = {
  name: BALLAST_VAULT,

  ...readByHoldings(ballastVaultHoldings),

  readPassThroughAccounts: async ({ chain, accounts }) => {
    const vault = vaultOf(chain);
    return new Set(accounts.filter((account) => account === vault));
  },

  async readParity(place) {
    const { ballast } = place.chain;
    const vault = vaultOf(place.chain);
    if (ballast === null || vault === null) return [];
    if (place.block.number < BigInt(ballast.startBlock)) return [];
    const markets = await ballastVaultAdapter.readMarkets(place);
    return ballastVaultChecks({ ...place, vault, markets });
  },
};
