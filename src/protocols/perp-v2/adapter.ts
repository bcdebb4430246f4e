import type { ProtocolAdapter } from "../protocol-adapter.ts";
import { readByHoldings } from "../read-by-holdings.ts";
import { lowerCase, PERP_V2 } from "./deployments.ts";
import { perpV2Holdings } from "./holdings.ts";
import { readPerpV2Parity } from "./parity.ts";
import { readPerpV2InsuranceFunds } from "./read-insurance-funds.ts";

/**
 * Perp v2 (Curie): what the vault has of each account, its positions as the clearing house has them at
 * the block, and the clearing house's own verdict on its margin. One silo per clearing house.
 */
export const perpV2Adapter: ProtocolAdapter = {
  name: PERP_V2,

  ...readByHoldings(perpV2Holdings),

  readInsuranceFunds: readPerpV2InsuranceFunds,

  readParity: readPerpV2Parity,

  /** The vault keeps the collateral of all accounts. */
  async readPassThroughAccounts({ chain, accounts }) {
    const vaults = new Set(chain.perpV2.map(({ vault }) => lowerCase(vault)));
    return new Set(accounts.filter((account) => vaults.has(account)));
  },
};
